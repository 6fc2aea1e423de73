### Выгрузка журнала и отчётов в файл.

export-title = Выгрузить в файл
export-button = Выгрузить…
export-button-tip = Выгрузить в Excel или CSV (Ctrl+E)
export-label-what = Что
export-label-form = Вид файла
export-label-file = Файл
export-format-xlsx = Книга Excel (.xlsx)
export-format-csv = Текст CSV (.csv)
export-every-column = Все столбцы, а не только показанные
export-choose = Выбрать…
export-choose-title = Выбрать файл
export-cancel = Отмена
export-begin = { $n ->
    [one] Выгрузить { $rows } строку
    [few] Выгрузить { $rows } строки
   *[many] Выгрузить { $rows } строк
 }
export-what-filtered = { $n ->
    [one] Всё найденное по фильтру: { $rows } заявка
    [few] Всё найденное по фильтру: { $rows } заявки
   *[many] Всё найденное по фильтру: { $rows } заявок
 }
export-what-selected = { $n ->
    [one] Выбранное: { $rows } заявка
    [few] Выбранное: { $rows } заявки
   *[many] Выбранное: { $rows } заявок
 }
export-hint-csv = Для Excel лучше .xlsx: открывая CSV, Excel сам превращает участок «4/1» в дату и теряет нули в начале номеров. Текст, похожий на формулу, получит апостроф.
export-hint-sheets = { $n ->
    [one] В файле будет { $n } лист: на лист Excel помещается { $most } строк.
    [few] В файле будет { $n } листа: на лист Excel помещается { $most } строк.
   *[many] В файле будет { $n } листов: на лист Excel помещается { $most } строк.
 }
export-hint-replaces = Файл «{ $file }» уже есть. Он будет заменён, когда новый запишется целиком.
export-problem-name = Укажите имя файла
export-problem-folder = Папки «{ $folder }» нет. Выберите другую.

export-progress = Выгрузка: { $written } из { $total }
export-progress-name = Ход выгрузки
export-stop = Отмена
export-stop-name = Отменить выгрузку
export-stopped = Выгрузка отменена, файла нет
export-done = { $n ->
    [one] Выгружена { $rows } строка: «{ $file }»
    [few] Выгружены { $rows } строки: «{ $file }»
   *[many] Выгружено { $rows } строк: «{ $file }»
 }
export-open-folder = Открыть папку
export-leave-title = Выгрузка ещё идёт
export-leave-text = Файл ещё не записан целиком. Если закрыть Пульт сейчас, его не будет.
export-leave-stay = Продолжить выгрузку
export-leave-go = Отменить выгрузку и закрыть Пульт

export-sheet-journal = Журнал
export-column-status = Статус
export-column-number = Номер
export-column-client = Клиент
export-column-plot = Участок
export-column-subscriber = Абонент
export-column-kind = Вид заявки
export-column-watts = Мощность, Вт
export-column-filed = Подана
export-column-confirmed = Подтверждена
export-column-started = В стадии выполнения с
export-column-closed = Закрыта
export-column-due = Срок
export-column-start-due = Начать до
export-column-completion-due = Выполнить до
export-column-term = Состояние срока
export-column-met = Последний срок
export-column-command = Команда
export-column-reason = Причина отклонения
export-column-source = Откуда
export-column-version = Версия

refusal-export-busy = Предыдущая выгрузка ещё идёт. Дождитесь её или отмените в строке состояния.
refusal-file-no-room = Файл «{ $file }» не записан: на диске нет места. Освободите место или выберите другой диск.
refusal-file-not-writable = Файл «{ $file }» не записан: сюда писать нельзя. Закройте его в Excel или выберите другую папку.
refusal-file-no-folder = Файл «{ $file }» не записан: такой папки нет. Выберите другую.
refusal-file-failed = Файл «{ $file }» не записан: диск не отвечает. Выберите другую папку.
refusal-file-bad-name = Файл не записан: такого имени у файла быть не может. Назовите его короче и без особых знаков.
