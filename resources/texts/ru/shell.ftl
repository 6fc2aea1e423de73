### Окно пульта: рамка, навигация, строка состояния, сообщения.

shell-title = Пульт
shell-title-training = Пульт · УЧЕБНЫЙ РЕЖИМ
shell-training = УЧЕБНЫЙ РЕЖИМ. Команды на счётчики не уходят
shell-training-mark = УЧЕБНЫЙ РЕЖИМ

shell-zone = ({ $name }, UTC{ $offset })
shell-zone-msk = МСК

screen-journal = Журнал заявок
screen-settings = Настройки

shell-navigation = Экраны
shell-fold = Свернуть
shell-unfold = Развернуть
shell-screen-waiting = { $name }, ждут: { $n }

shell-search = Номер, участок, клиент
shell-search-tip = Поиск по номеру, участку, клиенту, счётчику, MAC-адресу и тексту заявки (Ctrl+K)
shell-search-key = Ctrl+K
shell-search-name = Поиск по журналу
shell-search-clear = Очистить поиск
shell-help = ?
shell-help-name = Список клавиш
shell-clock-name = Часы диспетчерского пункта
shell-operator-name = Кто на смене: { $name }

counter-confirmed = Подтверждены
counter-in-progress = Выполняются
counter-overdue = Просрочены
counter-unknown = Исход неизвестен
counter-name = { $name }: { $n }
counter-tip = Показать только эти заявки. Ещё одно нажатие вернёт прежний список.

status-bar-database = База: { $name }
status-bar-local = этот компьютер
status-bar-shared = общая
status-bar-commands = Команды в очереди: { $n }
status-bar-no-commands = Очередь команд пуста
status-bar-letters = Писем ждут отправки: { $n }
status-bar-no-letters = Писем в очереди нет
status-bar-calendar = Календарь { $year }: { $status ->
    [official] утверждён
   *[preliminary] предварительный
 }
status-bar-worker = Исполнитель: { $state ->
    [starting] запускается
    [running] работает
    [elsewhere] на сервере
    [failed] остановился, запустится через { $seconds } с
   *[off] выключен
 }
status-bar-retry = Проверить связь
status-bar-up = Связь восстановлена

shell-stale = Нет связи с базой с { $since }. Показаны старые данные, команды недоступны

shell-refused-unworded = Действие отклонено: { $code }. Ничего не изменилось.
shell-close = Закрыть
shell-dismiss = Скрыть сообщение

shell-bug-title = Ошибка в программе
shell-bug-text = Программа не смогла закончить действие. Введённое не потеряно. Отчёт ниже не содержит личных данных: скопируйте его и отправьте тем, кто сопровождает Пульт.
shell-bug-report = Отчёт об ошибке
shell-bug-copy = Скопировать отчёт
shell-bug-copied = Скопировано

shell-conflict-title = Заявку изменил другой диспетчер
shell-conflict-text = Пока Вы правили, { $who } в { $when } изменил(а) эту заявку. Ваше действие не выполнено, введённое сохранено.
shell-conflict-field = Поле
shell-conflict-was = Было
shell-conflict-theirs = Стало
shell-conflict-mine = У Вас
shell-conflict-reload = Взять новое
shell-conflict-keep = Вернуться к своему

keys-title = Клавиши
keys-close = Закрыть
key-search = Поиск
key-new = Новая заявка
key-open = Открыть карточку заявки
key-next = Следующий шаг заявки
key-read-meter = Прочитать счётчик
key-stop-blinking = Остановить мигание
key-export = Выгрузить в Excel или CSV
key-print = Напечатать отчёт
key-screens = Экраны по порядку
key-back = Назад; введённое не теряется
key-keys = Этот список
key-fold = Свернуть или развернуть список экранов

database-sqlite = { $file }
tour-local-only = Показ работает только с настольной базой (sqlite:///…) или без неё, на примере.
