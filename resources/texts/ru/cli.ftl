### pultctl: справка, ответы, замечания.

cli-help-pultctl = Всё, что делает диспетчерский пункт без окна. Коды выхода: 0 сделано, 1 отказ, 2 неверный вызов, 3 недоступно.
cli-help-db = База: создать, обновить, проверить, скопировать, вернуть
cli-help-db-init = Создать пустую базу; кто создал, тот её администратор
cli-help-db-upgrade = Обновить базу до этой программы, сначала копия
cli-help-db-info = Какая схема у базы и сколько в ней всего
cli-help-db-check = Проверить файл, внешние ключи и цепочку событий
cli-help-db-backup = Скопировать базу в файл, не прерывая работы
cli-help-db-restore = Поставить копию на место пропавшей базы
cli-help-db-move = Перенести базу на общий сервер
cli-help-operator = Кто может действовать за пультом
cli-help-operator-add = Добавить оператора
cli-help-operator-list = Показать операторов
cli-help-operator-lock = Заблокировать учётную запись
cli-help-demo = База для пробы
cli-help-demo-seed = Создать правдоподобную базу с имитацией счётчиков
cli-help-worker = Выполнять команды и следить за сроками, пока не скажут закончить

cli-option-help = Показать эту справку
cli-option-json = Ответить в JSON
cli-option-database = Адрес базы; без него база этого компьютера
cli-option-as = От имени какого оператора; без него от имени пользователя системы
cli-option-lang = Язык ответа; без него язык системы
cli-option-zone = Часовой пояс пункта
cli-option-training = Учебная база: к настоящим счётчикам команды не уходят
cli-option-name = Имя, как оно стоит в истории
cli-option-role = Роль
cli-option-requests = Сколько заявок
cli-option-clients = Сколько товариществ
cli-option-seed = Другое число даёт другую базу
cli-option-now = До какого момента создать; без него до сейчас
cli-option-once = Закончить, когда работы больше нет
cli-option-until-input-ends = Закончить, когда закроется ввод (для пульта, который запускает исполнителя)

cli-argument-backup-file = Файл копии
cli-argument-url = Адрес базы
cli-argument-login = Имя входа

cli-usage-hint = Справка: { $command } --help
cli-usage-no-option = Параметра { $name } нет.
cli-usage-missing = Не хватает: { $name }.
cli-usage-bad-value = Значение { $name } не годится: { $detail }
cli-usage-wrong = Вызов не понят: { $detail }

cli-refused-unworded = Отказ: { $code }. Ничего не изменено.
cli-fault = Сбой программы ({ $error }). Отчёт: { $path }. Отправьте его тем, кто обслуживает пульт.
cli-fault-unwritten = Сбой программы ({ $error }). Отчёт записать не удалось: в папке журналов нет места или прав.

cli-db-made = База { $path } создана. Администратор: { $login }.
cli-db-upgraded = База { $path } обновлена, схема { $schema }. Прежняя сохранена: { $saved }.
cli-db-current = База { $path } уже подходит этой программе (схема { $schema }).
cli-db-info = База { $path }: схема { $schema }, программе нужна { $wanted }
cli-db-counts = Клиентов { $clients }, подтверждено { $confirmed }, в стадии выполнения { $in_progress }, просрочено { $overdue }, команд в очереди { $commands_pending }, писем в очереди { $letters_waiting }
cli-db-whole = База { $path } цела. Событий в цепочке: { $rows }.
cli-db-saved = Копия проверена и записана: { $path }
cli-db-restored = База { $path } восстановлена из { $file }.

cli-operator-added = Оператор { $login } добавлен.
cli-operator-line = { $login }: { $name }, { $role }{ $locked ->
    [yes] , заблокирован
   *[no] {""}
 }
cli-operator-locked = Учётная запись { $login } заблокирована.
role-viewer = наблюдатель
role-dispatcher = диспетчер
role-senior = старший диспетчер
role-administrator = администратор
role-worker = исполнитель

cli-demo-made = Пробная база готова: клиентов { $clients }, участков { $plots }, заявок { $requests }.

cli-worker-once = Работы больше нет.

cli-audit-broken = Цепочка событий нарушена на записи { $row }. Не пишите в эту базу: сохраните файл как есть и позовите администратора.

refusal-move-not-yet = Эта версия ещё не переносит базу на общий сервер. Ничего не изменено.
refusal-zone-unknown = Часового пояса { $zone } нет. Пояс пишется так: Europe/Moscow.
refusal-moment-form = «{ $text }» не похоже на момент времени. Он пишется так: 2026-11-24T11:59:00+03:00.
refusal-day-form = «{ $text }» не похоже на дату. Она пишется так: 2026-11-24.
refusal-desk-not-empty = В базе уже есть клиенты. Пробная база создаётся только в пустой.
refusal-simulator-in-use = В файле имитации { $path } уже есть счётчик { $meter }. Создайте пробную базу в другой папке.
refusal-simulator-away = Файл имитации { $path } не открывается: { $detail }. Проверьте путь и права.
refusal-demo-too-few-plots = Для стольких заявок мало участков. Задайте больше клиентов.
refusal-operator-locks-self = Свою запись { $login } заблокировать нельзя. Это делает другой администратор.
refusal-no-user-name = Система не сообщает имени пользователя. Назовите оператора: --as.
refusal-file-missing = Файл { $path } не читается. Проверьте путь и права.
refusal-calendar-not-xml = { $path }: это не производственный календарь в XML. Возьмите файл xmlcalendar.
refusal-calendar-not-russian = Это календарь другой страны ({ $country }). Нужен календарь России.
refusal-calendar-year = Год календаря «{ $year }» не годится.
refusal-calendar-day = В календаре невозможный день: { $day }. Проверьте файл.
refusal-calendar-day-twice = { $day } указан в календаре дважды. Проверьте файл.
refusal-calendar-incomplete = В календаре { $year } года выходных всего { $days }. Это не весь год.
