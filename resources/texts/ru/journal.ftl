### Журнал заявок.

letter-confirmed = П
letter-in-progress = В
letter-done = Г
letter-rejected = О
letter-filed = {""}
letter-lapsed = {""}

journal-column-status = {""}
journal-column-number = Номер
journal-column-client = Клиент
journal-column-plot = Участок
journal-column-kind = Вид заявки
journal-column-confirmed = Подтв.
journal-column-due = Срок
journal-column-term = Состояние срока
journal-column-command = Команда

journal-kind-limit = Ограничение
journal-kind-lift = Снятие ограничения
journal-kind-disconnect = Отключение
journal-kind-reconnect = Включение
journal-kind-remote-check = Проверка счётчика
journal-kind-on-site-check = Проверка с выездом

journal-overdue = просрочено { $span }
journal-left = осталось { $span }
journal-in-time = в срок
journal-late = с опозданием
journal-term-filed = ждёт клиента
journal-term-lapsed = не подтверждена
journal-term-confirmed = без срока
journal-term-in-progress = без срока

journal-command-planned = в очереди
journal-command-sending = отправляется
journal-command-sent = отправлена
journal-command-verified = проверено ✓
journal-command-refused = отказ
journal-command-unknown = исход неизвестен

journal-tip-filed = Подана { $at }
journal-tip-confirmed = Подтверждена { $at }
journal-tip-started = В стадии выполнения с { $at }
journal-tip-closed = Закрыта { $at }
journal-tip-start-due = Начать до { $at } · правило R9, шаги в карточке
journal-tip-completion-due = Выполнить до { $at } · правило R11, шаги в карточке
journal-tip-no-due = Срок не идёт
journal-tip-no-command = Команд не было
journal-tip-unknown = Исход неизвестен: команда ушла, ответа нет. Сначала прочитайте состояние счётчика (F5).

journal-row-name = заявка { $number }
journal-row-plot = участок { $plot }

long-days = { $n ->
    [one] { $n } день
    [few] { $n } дня
   *[many] { $n } дней
 }
long-hours = { $n ->
    [one] { $n } час
    [few] { $n } часа
   *[many] { $n } часов
 }
long-minutes = { $n ->
    [one] { $n } минуту
    [few] { $n } минуты
   *[many] { $n } минут
 }

journal-table-name = Список заявок
journal-splitter-name = Граница между списком и карточкой

journal-quick-open = Все открытые
journal-quick-filed = Ждут подтверждения
journal-quick-overdue = Просроченные
journal-quick-today = Сегодня до 18:00
journal-quick-done = Выполненные
journal-quick-all = Все

journal-filter-more = Фильтр
journal-filter-status = Статус
journal-filter-kind = Вид заявки
journal-filter-client = Клиент
journal-filter-period = Когда подана
journal-filter-since = Подана с
journal-filter-until = Подана по
journal-filter-any-status = Любой статус
journal-filter-any-kind = Любой вид
journal-filter-any-client = Все клиенты
journal-period-any = За всё время
journal-period-today = Поданы сегодня
journal-period-week = За 7 дней
journal-period-month = За 30 дней
journal-period-dates = По датам
journal-filter-next-day = Срок до начала след. рабочего дня
journal-filter-next-day-tip = Срок истекает раньше 00:00 следующего рабочего дня по производственному календарю
journal-filter-clear = Сбросить

journal-new = Новая заявка
journal-new-tip = Создать заявку (Ctrl+N)
journal-stop-blinking = Остановить мигание
journal-stop-blinking-tip = Остановить мигание просроченных строк (F8). Пометка просрочки остаётся
journal-resume-blinking = Включить мигание
journal-blinking-stopped = Мигание остановлено до { $until } или до новой просрочки
journal-blinking-still = Мигание выключено: в системе включено «меньше движения»

journal-found = { $n ->
    [one] Найдена { $n } заявка
    [few] Найдено { $n } заявки
   *[many] Найдено { $n } заявок
 }
journal-loading = Идёт поиск…
journal-new-above = { $n ->
    [one] Выше { $n } новая заявка
    [few] Выше { $n } новые заявки
   *[many] Выше { $n } новых заявок
 }
journal-order-changed = Порядок заявок изменился
journal-let-in = Показать
journal-let-in-name = { $what }. Показать

journal-empty-open = Открытых заявок нет
journal-empty-open-hint = Здесь появятся подтверждённые заявки, ближайший срок сверху. Заявку по звонку или письму создайте сами.
journal-empty-overdue = Просроченных заявок нет
journal-empty-overdue-hint = Все сроки выдерживаются.
journal-empty-found = По этому запросу заявок нет
journal-empty-found-hint = Проверьте номер, участок или клиента либо сбросьте фильтр.
journal-empty-none = Заявок пока нет
journal-empty-none-hint = Заявки клиентов придут из кабинета. Заявку по звонку или письму создайте сами.
journal-show-open = Показать все открытые
