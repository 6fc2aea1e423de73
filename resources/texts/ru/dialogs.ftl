### Диалоги заявки.

dialog-cancel = Отмена
dialog-wait = Подождите…
dialog-stale = Нет связи с базой, команды недоступны. Введённое останется здесь: повторите, когда связь вернётся.
dialog-writing = Записываем

conflict-head = Пока Вы правили, заявку изменили: { $who }, { $when }.
conflict-somebody = другой диспетчер
conflict-field = { $field }. Было: { $was }. Стало: { $theirs }. У Вас: { $mine }.
conflict-field-status = Статус
conflict-keep = Оставить моё
conflict-take = Взять новое

file-title = Новая заявка
file-deed = Подать заявку
file-deed-anyway = Подать: всё верно, { $watts } Вт
file-done = Заявка подана и ждёт подтверждения
file-client = Клиент
file-client-hint = любая часть названия
file-client-missing = Клиент не выбран. Начните вводить название и выберите его из списка.
file-plot = Участок
file-plot-missing = Участок не выбран. Введите номер участка этого клиента.
file-kind = Вид заявки
file-watts = Мощность, Вт
file-watts-hint = например, 5 000
file-doubt = Вы указали { $watts } Вт. Если нужно { $watts } кВт, введите { $instead }.
file-doubt-again = Проверьте мощность. Если { $watts } Вт верно, нажмите кнопку ещё раз.
file-kilowatts = Ввести { $watts } Вт
file-quota-free = Проверки подаются без ограничения.
file-quota-left = Подано { $used } из { $limit }, можно ещё { $left } { $left ->
    [one] заявку
    [few] заявки
   *[many] заявок
 }.
file-quota-left-moved = Заявки засчитаются за { $day }, осталось { $left } из { $limit }. Проверки без ограничения.
file-quota-full = Подано { $used } из { $limit }; свободно с 00:00 { $opens }{ $moved ->
    [yes] , засчитается за { $counted }.
   *[no] .
 }
file-similar = У участка уже открыта { $number }: { $what }, { $status }.
file-contradicts = Противоречит открытой { $number }: { $what }, { $status }.
file-maximum = разрешено { $watts }
file-text = Текст
file-text-free = если есть что добавить
file-text-wanted = что проверить и почему
file-visit-price = Если неисправность не подтвердится, выезд оплачивается отдельно.
file-source = Как поступила
file-source-phone = По телефону
file-source-message = Письмом на почту
file-source-letter = Письмом на бумаге
file-caller = Кто подал
file-caller-phone = имя звонившего
file-caller-message = отправитель письма
file-caller-letter = номер письма и кто подписал
file-reported = Когда поступила

confirm-title = Подтвердить заявку { $number }
confirm-deed = Подтвердить заявку
confirm-done = Заявка { $number } подтверждена
confirm-how = Чем подтверждена
confirm-how-message = Письмом с зарегистрированного адреса
confirm-how-signed-letter = Подписанным письмом
confirm-how-call = По телефону
confirm-received = Когда получено
confirm-no-call = По одному звонку заявку на управление не подтверждают.

start-title = Отправить команду: { $deed }
start-title-disconnect = Отключить: { $client }, участок { $plot }, { $address }, счётчик { $meter }
start-plan = Что будет отправлено
start-fact-action = Команда
start-fact-meter = Счётчик
start-fact-state = Сейчас
start-fact-expected = Ждём
start-expected-limit = счётчик покажет ограничение { $watts }
start-expected-lift = счётчик покажет прежний порог, реле включено
start-expected-disconnect = счётчик покажет: реле отключено, мощность 0 Вт
start-expected-reconnect = счётчик покажет: реле включено
start-digits = Последние четыре цифры номера счётчика
start-digits-hint = четыре цифры
start-idle = Без действий окно закроется через 60 секунд.
start-idled = Окно команды по заявке { $number } закрылось: 60 секунд без действий. Ничего не отправлено.
start-done = Команда по заявке { $number } поставлена в очередь

check-title = Начать проверку счётчика, участок { $plot }
check-done = Проверка по заявке { $number } начата

agree-title = Согласовать срок выезда, участок { $plot }
agree-title-again = Согласовать другой срок выезда, участок { $plot }
agree-deed = Записать срок выезда
agree-deed-again = Записать другой срок
agree-done = Срок выезда по заявке { $number } записан
agree-old = Согласовано сейчас: { $visit }
agree-with = С кем говорили
agree-phone = Телефон
agree-day = День выезда
agree-window = Согласовано время
agree-since = С
agree-until = По
agree-no-answer = Не дозвонились
agree-no-answer-note = не дозвонились
agree-attempts = { $n ->
    [one] Был { $n } звонок:
    [few] Было { $n } звонка:
   *[many] Было { $n } звонков:
 }
call-title = Звонок по заявке { $number }
call-deed = Записать звонок
call-done = Звонок по заявке { $number } записан
call-note = Чем кончилось

complete-title = Отметить выполненной: заявка { $number }
complete-deed = Отметить выполненной
complete-deed-words = Отметить выполненной со слов
complete-done = Заявка { $number } выполнена
complete-evidence = Доказательство
complete-asked = Просили
complete-showed = Счётчик
complete-advice = Как быть
complete-no-proof = Показания, которое доказывает исполнение, нет. Запись будет помечена «со слов».
complete-seen-by = Кто и что видел
complete-seen-by-hint = например: председатель Петрова, в 14:20 света в доме нет
complete-result = Результат проверки
complete-false-call = Ложный вызов (оплачивается клиентом)
complete-letter = Клиент получит об этом письмо: { $email }

reject-title = Отклонить заявку { $number }
reject-deed = Отклонить заявку
reject-done = Заявка { $number } отклонена
reject-reason = Причина
reject-words = Пояснение (для «другое» обязательно)
reject-sent = Команда уже ушла на счётчик. Отклонение заявки её не отменит.
reject-opposite = Подать обратную команду
reject-letter = Клиент получит письмо с причиной: { $email }
withdraw-title = Заявка { $number } отозвана клиентом
withdraw-deed = Записать отзыв
withdraw-words = Кто и как отозвал

opposite-title = Обратная команда: { $deed }
opposite-why = По отклонённой заявке { $number } команда уже ушла на счётчик. Обратная команда подаётся и подтверждается сразу, в квоту клиента не входит.
opposite-done = Обратная команда к заявке { $number } подана, теперь её можно отправить
reject-opposite-done = Заявка { $number } отклонена; обратная команда подана, теперь её можно отправить
read-again-done = Чтение счётчика поставлено в очередь
reject-reason-choose = Выберите причину
