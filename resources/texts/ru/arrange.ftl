### Журнал: столбцы, выбранные строки, сохранённые отборы.

journal-column-subscriber = Абонент
journal-column-watts = Ограничение
journal-column-filed = Подана
journal-column-started = Начата
journal-column-closed = Закрыта
journal-column-start-due = Начать до
journal-column-completion-due = Выполнить до
journal-column-met = Соблюдение срока
journal-column-reason = Причина отклонения
journal-column-source = Источник
journal-column-form = Форма
journal-column-version = Версия
journal-column-name-status = Статус
journal-column-name-confirmed = Подтверждена
journal-column-name-due = Ближайший срок
journal-column-name-watts = Ограничение, Вт
journal-column-name-started = Начата (в стадии выполнения с)
journal-column-name-start-due = Срок начала выполнения
journal-column-name-completion-due = Срок выполнения
journal-column-name-form = Форма клиента (СНТ, ДПК)
journal-column-name-version = Номер версии

journal-source-cabinet = кабинет
journal-source-phone = телефон
journal-source-letter = бумага
journal-source-message = почта
journal-source-desk = пункт

columns-menu = Столбцы…
columns-title = Столбцы журнала
columns-text = Отметьте, что показывать. Перетащите строку или нажмите Alt+↑, Alt+↓, чтобы поменять порядок. Ширину меняет граница заголовка.
columns-always = { $name } (всегда)
columns-up = Выше
columns-down = Ниже
columns-usual = Вернуть как было
columns-left-out = Не поместились: { $names }
columns-left-out-tip = Уберите лишние столбцы (F9), сузьте карточку или расширьте окно
columns-hide = Скрыть «{ $name }»
columns-sort-filed = Щёлкните, чтобы упорядочить по времени подачи. Ещё раз: в обратном порядке
columns-sort-urgency = Щёлкните, чтобы упорядочить по сроку: что требует внимания, сверху
columns-sort-none = По этому столбцу журнал не упорядочивается: только по сроку и по времени подачи

journal-order-urgency = По сроку
journal-order-newest = Сначала новые
journal-order-oldest = Сначала старые
journal-filter-order = Порядок
journal-filter-order-tip = В каком порядке стоят заявки

journal-selected = { $n ->
    [one] Выбрана { $n } заявка
    [few] Выбрано { $n } заявки
   *[many] Выбрано { $n } заявок
 }
journal-several-note = Ниже карточка текущей заявки.
journal-several-copy = Копировать
journal-several-copy-tip = Скопировать выбранные строки с заголовками (Ctrl+C)
journal-several-export = Выгрузить
journal-several-export-tip = Выгрузить в Excel или CSV (Ctrl+E)
journal-several-plan = Проверить план
journal-several-plan-tip = Что сделают команды этих заявок. Ничего не отправляется (F4)
journal-several-clear = Снять выбор
journal-several-clear-tip = Оставить выбранной одну текущую заявку (Esc)
journal-copied = { $n ->
    [one] Скопирована { $n } заявка
    [few] Скопировано { $n } заявки
   *[many] Скопировано { $n } заявок
 }
journal-copied-number = Скопирован номер { $number }

journal-menu-open = Открыть карточку
journal-menu-next = Следующий шаг
journal-menu-read = Прочитать счётчик
journal-menu-copy = Копировать строки
journal-menu-copy-number = Копировать номер
journal-menu-plan = Проверить план команд
journal-menu-all = Выбрать все
journal-menu-export = Выгрузить…
journal-menu-columns = Столбцы…
journal-menu-save = Сохранить отбор…

dry-run-title = { $n ->
    [one] План команд: { $n } заявка
    [few] План команд: { $n } заявки
   *[many] План команд: { $n } заявок
 }
dry-run-go = { $n ->
    [0] Отправить нечего.
    [one] Уйдёт { $n } команда.
    [few] Уйдут { $n } команды.
   *[many] Уйдёт { $n } команд.
 }
dry-run-blocked = { $n ->
    [one] Задержана { $n } команда.
    [few] Задержаны { $n } команды.
   *[many] Задержано { $n } команд.
 }
dry-run-without = { $n ->
    [one] Без команды { $n } заявка (проверки, неподтверждённые и уже исполненные).
    [few] Без команды { $n } заявки (проверки, неподтверждённые и уже исполненные).
   *[many] Без команды { $n } заявок (проверки, неподтверждённые и уже исполненные).
 }
dry-run-sends-nothing = Отсюда ничего не отправляется: каждую команду подтверждают в карточке её заявки (F2).
dry-run-lines = Строки плана
dry-run-column-request = Заявка
dry-run-column-deed = Что сделать
dry-run-column-meter = Счётчик
dry-run-column-expected = Ожидаемый ответ
dry-run-column-against = Что мешает
dry-run-nothing-against = ничего

saved-bar = Отборы:
saved-save = Сохранить отбор…
saved-save-tip = Назвать то, что показано сейчас, чтобы вернуться к этому одним нажатием (Ctrl+S)
saved-manage = Все отборы…
saved-more = Ещё { $n }
saved-chip-name = отбор «{ $name }»
saved-chip-key = {" "}(Alt+{ $n })
saved-name-title = Сохранить отбор
saved-rename-title = Переименовать отбор
saved-name = Название
saved-name-save = Сохранить
saved-cancel = Отмена
saved-what = Отбор: { $what }
saved-text = поиск «{ $text }»
saved-dates = поданы { $since } – { $until }
saved-counter-confirmed = Подтверждены
saved-counter-in-progress = В стадии выполнения
saved-counter-overdue = Просрочены
saved-counter-unknown = Исход неизвестен
saved-replace = Заменить тем, что показано сейчас
saved-rename-one = Переименовать…
saved-delete = Удалить
saved-replaced = Отбор «{ $name }» теперь значит то, что показано
saved-deleted = Отбор «{ $name }» удалён
saved-manage-title = Сохранённые отборы
saved-manage-text = Первые девять открываются клавишами Alt+1 … Alt+9. «Сегодня», «просроченные», «за 7 дней» всегда считаются от текущего дня.
saved-rename = Переименовать
saved-up = Выше
saved-down = Ниже

refusal-copy-too-many = { $n ->
    [one] Выбрана { $n } заявка
    [few] Выбрано { $n } заявки
   *[many] Выбрано { $n } заявок
 }, скопировать можно не больше { $most }. Для такого числа есть выгрузка в файл: Ctrl+E.
refusal-plan-too-many = { $n ->
    [one] Выбрана { $n } заявка
    [few] Выбрано { $n } заявки
   *[many] Выбрано { $n } заявок
 }, план проверяют не больше чем для { $most } сразу.

key-select-several = Выбрать несколько заявок
key-select-all = Выбрать все заявки
key-copy = Копировать строки
key-copy-number = Копировать номер заявки
key-dry-run = Проверить план команд
key-columns = Столбцы
key-save-filter = Сохранить отбор
key-saved-filters = Сохранённые отборы
key-menu = Всё, что можно сделать со строкой

moment-impossible = { $typed }: такой даты нет. Проверьте день и месяц.
