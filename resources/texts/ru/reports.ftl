### Отчёты: выезды на день, ложные вызовы месяца, заявки по дням.

screen-reports = Отчёты

reports-tab-visits = Выезды на день
reports-tab-calls = Ложные вызовы
reports-tab-load = Заявки и сроки
reports-print = Напечатать
reports-print-tip = Напечатать отчёт (Ctrl+P); без принтера он сохранится в PDF
reports-print-title = Напечатать отчёт
reports-pdf-title = Принтера нет: сохранить отчёт в PDF
reports-pdf-filter = Документ PDF
reports-pdf-done = Отчёт сохранён: { $file }
reports-printed-at = Пульт, { $at }
reports-table-name = Таблица отчёта
reports-loading = Собираем отчёт…
reports-previous = Раньше
reports-next = Позже
reports-today = Сегодня
reports-unit = Период
reports-day = День
reports-unit-month = Месяц
reports-unit-quarter = Квартал
reports-unit-year = Год
reports-quarter = { $n } квартал { $year }
reports-year = { $year } год
reports-export-rows = { $n ->
    [one] Весь отчёт: { $n } строка
    [few] Весь отчёт: { $n } строки
   *[many] Весь отчёт: { $n } строк
 }

month-1 = январь
month-2 = февраль
month-3 = март
month-4 = апрель
month-5 = май
month-6 = июнь
month-7 = июль
month-8 = август
month-9 = сентябрь
month-10 = октябрь
month-11 = ноябрь
month-12 = декабрь

visits-title = Выезды на { $day }
visits-sheet = Выезды
visits-count = { $n ->
    [one] { $n } выезд
    [few] { $n } выезда
   *[many] { $n } выездов
 }
visits-empty = На этот день выездов нет
visits-empty-hint = Здесь появятся проверки с выездом, срок которых согласован с клиентом на этот день.
visits-empty-button = К следующему дню
visits-any-time = в течение дня
visits-since = с { $since }
visits-until = до { $until }
visits-column-window = Время
visits-column-client = Клиент
visits-column-plot = Участок
visits-column-street = Адрес
visits-column-subscriber = Абонент
visits-column-phone = Телефон
visits-column-agreed = С кем согласовано
visits-column-meters = Счётчик
visits-column-text = Что проверить
visits-column-number = Заявка
visits-column-result = Что установлено
visits-column-signature = Подпись

calls-title = Ложные вызовы за { $month }
calls-sheet = Ложные вызовы
calls-count = { $n ->
    [one] { $n } ложный вызов, к оплате { $rubles } ₽
    [few] { $n } ложных вызова, к оплате { $rubles } ₽
   *[many] { $n } ложных вызовов, к оплате { $rubles } ₽
 }
calls-count-plain = { $n ->
    [one] { $n } ложный вызов
    [few] { $n } ложных вызова
   *[many] { $n } ложных вызовов
 }
calls-empty = Ложных вызовов в этом месяце нет
calls-empty-hint = Здесь появятся выезды, после которых проверка отмечена «Ложный вызов»: их оплачивает клиент.
calls-empty-button = К прошлому месяцу
calls-column-client = Клиент
calls-column-number = Заявка
calls-column-plot = Участок
calls-column-closed = Выполнена
calls-column-result = Что установлено
calls-column-price = Цена, ₽
calls-total = { $n ->
    [one] Итого { $client }: { $n } вызов
    [few] Итого { $client }: { $n } вызова
   *[many] Итого { $client }: { $n } вызовов
 }
calls-unpriced = { $n ->
    [one] из них { $n } без цены
    [few] из них { $n } без цены
   *[many] из них { $n } без цены
 }
calls-total-all = { $n ->
    [one] Всего: { $n } вызов
    [few] Всего: { $n } вызова
   *[many] Всего: { $n } вызовов
 }
calls-price-none = Цена ложного вызова не задана: к оплате ничего не посчитано.
calls-price-is = Цена ложного вызова: { $rubles } ₽
calls-price-is-next = Цена ложного вызова: { $rubles } ₽, с { $day }: { $next } ₽
calls-price-set = Задать цену…
calls-price-change = Изменить цену…
calls-price-administrator = Цену задаёт администратор

price-title = Цена ложного вызова
price-rubles = Цена ложного вызова, ₽
price-since = Действует с
price-hint = Выезд стоит столько, сколько было в день, когда проверка закрыта. Прежние даты сохраняют свою цену.
price-former = Сейчас: { $rubles } ₽
price-former-none = Сейчас цена не задана
price-set = Задать { $rubles } ₽ с { $day }
price-set-plain = Задать цену
price-not-a-number = Введите рубли числом, например 1500 или 1 500,50
price-cancel = Отмена
price-done = Цена ложного вызова: { $rubles } ₽ с { $day }

refusal-price-not-positive = Цена должна быть больше нуля.
refusal-price-too-high = Цена больше { $most } ₽: проверьте, нет ли лишних нулей.
refusal-price-in-kopecks = Укажите цену в рублях и копейках: не больше двух знаков после запятой.
refusal-administrator-only = Запись { $login } не может менять регламент. Это делает администратор.

load-title = Заявки и сроки: { $period }
load-sheet = Заявки по дням
load-client = Клиент
load-any-client = Все клиенты
load-column-day = День
load-column-filed = Подано
load-column-judged = Сроков наступило
load-column-in-term = В срок
load-column-share = В срок, %
load-total = Итого
load-axis-filed = Заявок за день
load-axis-share = В срок, %
load-line = Доля выполненных в срок
load-plot-name = Диаграмма заявок по дням. Стрелки влево и вправо выбирают день
load-hint = Стрелки ← → или мышь: числа дня. Считаются подтверждённые заявки по дню подачи.
load-day = { $n ->
    [one] { $day }: { $n } заявка
    [few] { $day }: { $n } заявки
   *[many] { $day }: { $n } заявок
 }
load-day-none = { $day }: заявок нет
load-kind = { $kind } { $n }
load-terms = в срок { $kept } из { $judged } ({ $share } %)
load-terms-none = сроки ещё не наступили
load-summary = { $n ->
    [one] { $n } заявка
    [few] { $n } заявки
   *[many] { $n } заявок
 }
load-empty = За этот период заявок нет
load-empty-hint = Здесь появится диаграмма подтверждённых заявок по дням и видам с долей выполненных в срок.
load-empty-button = К прошлому периоду
