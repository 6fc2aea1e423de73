### Слова, общие для пульта, pultctl и писем.

weekday-1 = пн
weekday-2 = вт
weekday-3 = ср
weekday-4 = чт
weekday-5 = пт
weekday-6 = сб
weekday-7 = вс
weekday-whom-1 = понедельник
weekday-whom-2 = вторник
weekday-whom-3 = среду
weekday-whom-4 = четверг
weekday-whom-5 = пятницу
weekday-whom-6 = субботу
weekday-whom-7 = воскресенье

span-days-hours = { $days } сут. { $hours } ч
watts = { $watts } Вт

kind-limit = Ввод ограничения
kind-lift = Снятие ограничения
kind-disconnect = Отключение абонента
kind-reconnect = Включение абонента
kind-remote-check = Проверка счётчика (без выезда)
kind-on-site-check = Проверка счётчика с выездом

status-filed = Ожидает подтверждения
status-confirmed = Подтверждена
status-in-progress = В стадии выполнения
status-done = Выполнена
status-rejected = Отклонена
status-lapsed = Не подтверждена в срок

reason-unclear = непонятен смысл заявки
reason-no-connection = нет связи со счётчиком
reason-subscriber-not-found = абонент не найден
reason-power-exceeded = превышена мощность
reason-withdrawn = отозвана клиентом
reason-other = другое

source-cabinet = из кабинета
source-phone = по телефону
source-letter = письмом на бумаге
source-message = письмом на почту
source-desk = обратная команда диспетчерского пункта

confirmed-by-cabinet = в кабинете
confirmed-by-message = письмом с зарегистрированного адреса
confirmed-by-signed-letter = подписанным письмом
confirmed-by-call = по телефону
confirmed-by-desk = решением диспетчера

command-planned = команда в очереди
command-sending = отправляется
command-sent = отправлена, проверяется
command-verified = исполнение проверено
command-refused = отказ
command-unknown = исход неизвестен

relay-connected = реле включено
relay-disconnected = реле отключено
relay-ready-for-reconnection = разрешено включение, ждёт кнопки на счётчике
limit-none = без ограничения
limit-is = ограничение { $watts } Вт
power-is = мощность { $watts } Вт

### Откуда срок (A11).
step-confirmed = подтверждена { $at }
step-day = { $day }: { $kind ->
    [working] рабочий день
    [working-saturday] рабочая суббота
    [working-sunday] рабочее воскресенье
    [weekend] выходной
    [holiday] праздничный день
   *[moved-off] нерабочий день (перенос)
 }
step-before-noon = до { $noon } рабочего дня: в тот же день
step-after-noon = { $noon } или позже: на следующий рабочий день
step-skipped = { $day }: { $kind ->
    [working] рабочий день
    [working-saturday] рабочая суббота
    [working-sunday] рабочее воскресенье
    [weekend] выходной
    [holiday] праздничный день
   *[moved-off] нерабочий день (перенос)
 }, пропускаем
step-next-working-day = следующий рабочий день: { $day }{ $kind ->
    [working-saturday] {" "}(рабочая суббота)
    [working-sunday] {" "}(рабочее воскресенье)
   *[other] {""}
 }
step-shortened-does-not-move = день сокращённый, но { $end } не двигается
step-due = срок: { $at }
step-started = в стадии выполнения с { $at }
step-hours = плюс { $hours } часов
step-end-of-nth-day = до конца { $days }-х суток после этого дня
step-end-of-agreed-day = согласованный день: { $day }
step-not-moved = выходные и праздники этот срок не двигают
step-due-end-of-day = срок: 24:00 { $day } (00:00 следующего дня)
step-preliminary = календарь на { $year } год ещё не утверждён, срок может уточниться
