# Связь со счётчиками, их ключи, счётчики, которыми управляют руками

state-by-hand = введено вручную, видели: { $where }

command-code-by-hand = выполнено диспетчером в программе системы учёта
command-code-keys-missing = не отправлено: ключей счётчика под этим именем нет. Задайте их: pultctl meter keys set ИМЯ
command-code-keys-unusable = не отправлено: ключи счётчика записаны с ошибкой. Задайте их заново: pultctl meter keys set ИМЯ
command-code-counters-away = не отправлено: база не дала номеров для шифрования
command-code-association-refused = не отправлено: счётчик не принял соединение, возможно, ключи другие
command-code-not-authentic = не отправлено: счётчик не доказал, что это он
command-code-counter-behind = не отправлено: счётчик видел наши номера шифрования и не сказал, до какого
command-code-counter-far-off = не отправлено: счётчик назвал номер шифрования, которому нельзя верить
command-code-options = не отправлено: адрес или настройки связи счётчика неверны
command-code-wrong-meter = не отправлено: по этому адресу другой счётчик
command-code-relay-mode-0 = не отправлено: реле этого счётчика не управляется (режим 0)
command-code-no-limiter = не отправлено: у счётчика нет ограничителя
command-code-limiter-watches = не отправлено: ограничитель следит не за активной мощностью в ваттах
command-code-limiter-actions = не отправлено: действия ограничителя перевёрнуты или неизвестны
command-code-limiter-emergency = не отправлено: у ограничителя действует аварийный порог
command-code-threshold-range = не отправлено: такой порог ограничитель этого счётчика не держит
command-code-limit-not-told = не отправлено: счётчик не говорит, какое ограничение стоит сейчас; вернуть его потом было бы нельзя
command-code-not-understood = счётчик ответил непонятно
command-code-exception = счётчик отказался отвечать
command-code-unsupported = счётчик этого не умеет
command-code-driver-unknown = не отправлено: способа связи с таким именем нет
command-code-system-away = не отправлено: система учёта недоступна
command-code-gateway-busy = не отправлено: шлюз занят другим разговором

refusal-by-hand = Счётчиком { $meter } управляют в программе системы учёта. Выполните там и внесите, что видели.
refusal-not-by-hand = Счётчиком { $meter } пульт управляет сам: его состояние читается, а не вводится.
refusal-command-not-planned = У счётчика { $meter } нет команды, которая ждёт выполнения. Обновите карточку.
refusal-seen-where-blank = Напишите, где это видели, например: программа СУП-04.
refusal-seen-in-future = Время наблюдения ещё не наступило. Исправьте его.
refusal-seen-before-plan = Наблюдение раньше, чем подтверждён план ({ $at }): оно ничего не доказывает. Посмотрите ещё раз после выполнения.
refusal-seen-before-sent = Наблюдение раньше, чем выполнена команда ({ $at }): оно ничего не доказывает. Посмотрите ещё раз.
refusal-seen-limit = Ограничение это целое число ватт больше нуля, мощность не меньше нуля. Исправьте или оставьте пустым.

refusal-meter-keys-name = Имя ключей { $name } не годится: строчные латинские буквы, цифры и дефис, до 63 знаков.
refusal-meter-keys-missing = Ключей с именем { $name } нет. Задайте их: pultctl meter keys set { $name }, на сервере через systemd (pult-meter-keys-{ $name }).
refusal-meter-keys-malformed = Ключи { $name } записаны с ошибкой: нужны два ключа по 32 шестнадцатеричных знака. Задайте их заново.
refusal-keyring-missing = На этой машине нет хранилища паролей. На сервере задайте ключи через systemd или переменную PULT_METER_KEYS_….
refusal-keyring-refused = Хранилище паролей закрыто или не приняло ключи. Откройте его и повторите.
refusal-counters-exhausted = Номера шифрования для { $key } закончились. Замените ключи счётчиков.
refusal-driver-unknown = Способа связи { $driver } нет. Есть: { $known }.
refusal-meter-options-secret = Настройка { $option } похожа на ключ. Ключи задаются отдельно: pultctl meter keys set ИМЯ, здесь стоит только keys=ИМЯ.

cli-help-meter-connect = Задать, как счётчик достают: способ, адрес, шлюз, настройки
cli-help-meter-seen = Внести, что видели у счётчика, которым управляют руками
cli-help-meter-keys = Ключи шифрования счётчиков в хранилище этой машины
cli-help-keys-set = Сохранить ключи: спрашиваются невидимо или читаются со стандартного ввода
cli-help-keys-check = Сказать, где ключи нашлись; сами они не показываются
cli-help-keys-drop = Убрать ключи из хранилища
cli-argument-keys = Имя ключей, например gw4
cli-option-driver = Способ связи: simulator, dlms, manual
cli-option-address = Где отвечает счётчик или его шлюз
cli-option-gateway = Имя шлюза: по нему идёт один разговор за раз
cli-option-option = Настройка способа связи, например keys=gw4; можно несколько
cli-option-relay = Что показывает реле
cli-option-where = Где видели, например «программа СУП-04»
cli-option-seen-at = Когда видели; без него сейчас
cli-option-seen-limit = Ограничение, которое стоит, Вт; без него ограничения нет
cli-option-limit-before = Ограничение, которое стояло до нашего, Вт
cli-option-power = Мощность сейчас, Вт
cli-option-done-by-hand = Запланированная команда выполнена в программе системы учёта
cli-usage-pair = «{ $text }» не имеет вида ИМЯ=ЗНАЧЕНИЕ.
cli-keys-encryption = Ключ шифрования (32 шестнадцатеричных знака):
cli-keys-authentication = Ключ аутентификации (32 шестнадцатеричных знака):
cli-keys-kept = Ключи { $name } сохранены.
cli-keys-found = Ключи { $name } есть: { $where ->
    [credentials] учётные данные systemd
    [environment] переменная окружения
   *[keyring] хранилище паролей
}.
cli-keys-dropped = Ключи { $name } убраны.
cli-meter-connected = Счётчик { $meter }: способ связи { $driver }.

card-command-evidence = Что ответил счётчик, слово в слово:

next-state-done = Выполнено в программе учёта: внести, что видели
next-enter-seen = Внести, что видели позже
next-start-by-hand = Взять в работу: { $deed }
card-waiting-by-hand = Выполните команду в программе системы учёта, затем внесите, что видели.
manual-planned = Заявка { $number }: план записан. Выполните его в программе системы учёта и внесите, что видели.
manual-title-disconnect = Отключение выполнено? { $client }, участок { $plot }, { $address }, счётчик { $meter }
manual-title = Выполнено? { $deed }, счётчик { $meter }
manual-title-seen = Что видели: участок { $plot }, счётчик { $meter }
manual-deed-done = Выполнено в программе учёта
manual-deed-seen = Внести наблюдение
manual-plan = План, который подтверждён
manual-relay = Реле показывает
manual-relay-choose = выберите, что видели
manual-limit = Ограничение сейчас, Вт
manual-limit-hint = пусто, если ограничения нет
manual-limit-before = Ограничение до этого, Вт
manual-limit-before-hint = какое стояло раньше; пусто, если не было
manual-power = Мощность сейчас, Вт
manual-power-hint = пусто, если не видно
manual-seen-at = Когда видели
manual-where = Где видели
manual-where-value = программа { $system }
manual-note = Запись останется в заявке с пометкой «введено вручную».
manual-done = Заявка { $number }: внесено, что видели.
manual-relay-missing = Выберите, что показывает реле.
