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
cli-usage-bad-value = Значение { $name } не годится: { $detail }.
cli-usage-range = число вне допустимых границ
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

cli-help-calendar = Производственный календарь
cli-help-calendar-show = Показать год
cli-help-calendar-import = Показать, что меняет официальный календарь (XML xmlcalendar), и ввести его
cli-help-explain = Объяснить сроки заявки по шагам; база не нужна
cli-help-gate = До какого момента принимают уведомления об объёмах; база не нужна
cli-help-gate-hourly = По часам одних операционных суток (V2)
cli-help-gate-monthly = Изменение договорного объёма на месяц (V3)
cli-help-audit = Цепочка событий
cli-help-audit-verify = Проверить, что ни одно событие не изменили, не вставили и не убрали
cli-help-audit-head = Показать хеш последнего события, чтобы хранить его отдельно
cli-help-rules = Каждое правило пульта и тесты, которые его показывают
cli-help-request = Заявки
cli-help-request-list = Список заявок по срокам
cli-help-request-show = Показать заявку с историей
cli-help-request-file = Подать заявку за клиента
cli-help-request-confirm = Подтвердить поданную заявку
cli-help-request-start = Начать выполнение; для команды счётчику сначала план
cli-help-request-read = Прочитать счётчик заявки ещё раз
cli-help-request-done = Отметить заявку выполненной
cli-help-request-reject = Отклонить заявку
cli-help-request-opposite = Подать обратную команду после отклонения
cli-help-meter = Один счётчик, без заявки
cli-help-meter-plan = Показать, что ушло бы; ничего не уходит
cli-help-meter-read = Прочитать состояние
cli-help-meter-limit = Ввести ограничение
cli-help-meter-lift = Снять ограничение
cli-help-meter-disconnect = Отключить
cli-help-meter-reconnect = Включить

cli-argument-kind = limit, lift, disconnect, reconnect, remote-check или on-site-check
cli-argument-operating-day = Операционные сутки, например 2026-12-01
cli-argument-month = Месяц, например 2026-12
cli-argument-year = Год
cli-argument-calendar-file = Файл xmlcalendar
cli-argument-number = Номер заявки, например 2026-000123
cli-argument-meter = Серийный номер или MAC-адрес

cli-option-confirmed = Когда подтверждена; без смещения время пункта
cli-option-started = Когда начата: тогда объясняется и срок выполнения
cli-option-agreed = Согласованный день выезда
cli-option-calendar-apply = Ввести; без этого только показать разницу
cli-option-head = Хеш, который хранили отдельно: тогда видно и обрезанный конец
cli-option-status = Только в этом статусе; можно повторять
cli-option-client = Название клиента
cli-option-kind = Вид заявки
cli-option-text-search = Номер, участок, клиент, счётчик, слова текста
cli-option-overdue = Только просроченные
cli-option-limit = Не больше стольких
cli-option-plot = Номер участка
cli-option-watts = Ограничение в целых ваттах
cli-option-text = Причина проверки
cli-option-source = Как пришла заявка
cli-option-caller = Кто просил: звонивший, номер письма и кто подписал, или отправитель
cli-option-reported = Когда был звонок или пришло письмо
cli-option-yes-watts = Именно ватты, не киловатты
cli-option-how = Как подтвердил клиент
cli-option-received = Когда пришло подтверждение
cli-option-plan = Хеш показанного плана: отправить
cli-option-wait = Выполнить команду сейчас и дождаться исхода
cli-option-again = Ещё раз, после чтения, которое показало, что команда не подействовала
cli-option-agree = Согласованный день выезда
cli-option-since = С какого времени
cli-option-until = До какого времени
cli-option-with = С кем согласовано
cli-option-phone = По какому телефону
cli-option-result = Результат проверки
cli-option-seen-by = Кто, что и когда видел, если показанием не доказать
cli-option-false-call = Ложный вызов: платит клиент
cli-option-reason = Причина
cli-option-words = Причина своими словами
cli-option-action = Какая команда

cli-usage-choices = есть: { $known }
cli-usage-moment = «{ $text }» не похоже на момент времени, он пишется так: 2026-11-24T11:59:00+03:00
cli-usage-day = «{ $text }» не похоже на дату, она пишется так: 2026-11-24
cli-usage-month = «{ $text }» не похоже на месяц, он пишется так: 2026-12
cli-usage-clock = «{ $text }» не похоже на время суток, оно пишется так: 09:30
cli-usage-number = нужно целое число
cli-usage-agreed = согласованный день бывает только у проверки с выездом
cli-usage-started-before = раньше подтверждения ничего не начинают

cli-explain-start = Начать до { $due }
cli-explain-completion = Выполнить до { $due }
cli-gate = Принимают до { $khabarovsk } по хабаровскому времени ({ $utc } UTC), правило { $rule }
cli-calendar-year = Календарь { $year }: { $status ->
    [official] официальный
   *[preliminary] предварительный
 }, версия { $version }
cli-calendar-off = Нерабочие с понедельника по пятницу: { $days }
cli-calendar-working = Рабочие выходные: { $days }
cli-calendar-shortened = Сокращённые: { $days }
cli-calendar-same = В { $year } году не меняется ни один день.
cli-calendar-differs = В { $year } году меняется:
cli-calendar-becomes-off = Станут нерабочими: { $days }
cli-calendar-becomes-working = Станут рабочими: { $days }
cli-calendar-becomes-shortened = Станут сокращёнными: { $days }
cli-calendar-no-longer-shortened = Перестанут быть сокращёнными: { $days }
cli-calendar-applied = Календарь введён. Уже вычисленные сроки не сдвинуты.
cli-calendar-apply-hint = Ничего не изменено. Чтобы ввести календарь, добавьте --apply.

cli-audit-intact = Цепочка цела, событий: { $rows }. Последний хеш: { $head }
cli-rules-line = { $rule }: { $title } (тестов: { $n })

cli-request-none = Заявок нет.
cli-request-line = { $number }  { $status }  { $kind }, { $client }, участок { $plot }{ $due }
cli-request-due = {""}, срок { $due }
cli-request-overdue = {""}, срок { $due }, просрочено { $span }
cli-request-is = Заявка { $number }: { $status }
cli-request-is-due = Заявка { $number }: { $status }, срок { $due }
cli-request-whose = { $kind }: { $client }, участок { $plot }
cli-request-similar = На этот участок уже есть открытая заявка: { $number }
cli-request-contradicts = Открытая заявка на этот участок просит обратного: { $number }
cli-request-not-undone = Команда по заявке { $number } ушла и не отменяется. Обратная: pultctl request opposite { $number }
cli-plan-line = { $action } { $watts }: { $client }, участок { $plot }, счётчик { $meter }
cli-plan-hash = Ничего не отправлено. Отправить: pultctl request start { $number } --plan { $hash }

cli-meter-plan = Счётчик { $meter }: { $client }, участок { $plot }
cli-meter-last = Последнее известное состояние: { $state }
cli-meter-outcome = { $outcome } ({ $code })

refusal-watts-doubted = { $watts } Вт очень мало: не киловатты ли имелись в виду? Если верно ватты, добавьте --yes-watts.
refusal-tests-not-installed = Тесты с этой программой не установлены. Команда работает в рабочей копии исходников.
refusal-command-still-pending = У команды { $command } исхода ещё нет. Она остаётся в очереди: посмотрите позже.
refusal-database-driver = Базу вида { $url } эта программа открыть не может. Адрес базы этого компьютера начинается с sqlite:///.
