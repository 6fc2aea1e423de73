### Экран загрузки реестров: предпросмотр, журнал загрузок, отмена загрузки.

screen-imports = Загрузка реестров
imports-tab-take = Загрузить файл
imports-tab-history = Журнал загрузок

## Файл

imports-choose = Выбрать файл…
imports-choose-tip = Реестр товарищества: .xlsx, .xls или .csv (Ctrl+O). Файл можно и перетащить сюда мышью.
imports-choose-title = Файл с реестром
imports-filter = Таблицы (*.xlsx *.xlsm *.xls *.csv *.txt)
imports-filter-all = Все файлы (*)
imports-recent = Недавние
imports-reread = Прочитать файл заново
imports-reread-tip = Если файл исправили в Excel. Сказанное о столбцах и ответы останутся.
imports-facts = { $kind }, { $kilobytes } КБ{ $macros ->
    [yes] ; макросы в файле не выполнялись
   *[no] {""}
}
imports-empty-title = Загрузите реестр товарищества
imports-empty-hint = Слева появится таблица как она есть, справа то, чем станет каждая строка. Пока Вы не нажмёте «Взять», в базе ничего не изменится. Файл можно перетащить сюда мышью.

refusal-imports-file-changed = Файл { $file } изменился после предпросмотра. Ничего не взято; файл прочитан заново, проверьте его ещё раз.

## Как читать

imports-option-kind = Что в файле
imports-option-kind-tip = Абоненты берутся вместе со счётчиками, которые стоят рядом с ними.
imports-option-client = Товарищество
imports-option-client-tip = Чей это реестр. Если в заголовке файла есть название, оно узнаётся само.
imports-option-sheet = Лист
imports-option-sheet-tip = С какого листа книги читать
imports-option-encoding = Кодировка
imports-option-encoding-tip = Если вместо русских букв видны другие знаки, выберите другую: таблица перечитается сразу.
imports-option-driver = Драйвер
imports-option-driver-tip = Драйвер новых счётчиков
imports-option-gateway = Шлюз
imports-option-gateway-tip = Шлюз новых счётчиков, у которых в файле он не назван
imports-overwrite = Файл прав: заменить то, что в базе другое
imports-overwrite-tip = Без этой отметки прежние значения остаются, а расхождения показаны как «не взято».
imports-kind-subscribers = Абоненты и счётчики
imports-kind-meters = Только счётчики
imports-kind-clients = Клиенты
imports-client-guessed = { $client } (по заголовку файла)
imports-client-none = выберите товарищество
imports-sheet = { $name } ({ $rows } { $rows ->
    [one] строка
    [few] строки
   *[many] строк
}){ $hidden ->
    [yes] , скрыт
   *[no] {""}
}
imports-encoding-guessed = { $encoding ->
    [none] угадать
   *[other] { $encoding } (угадана)
}

## Предпросмотр

imports-left = В файле
imports-right = Что станет в базе
imports-left-name = Таблица из файла
imports-right-name = Чем станет каждая строка
imports-explanation-name = Пояснение к выбранной строке
imports-explanation-hint = Выберите строку: здесь будет сказано, что с ней станет и почему.
imports-keep-all = Все строки: { $n }
imports-keep-look = Посмотреть: { $n }
imports-keep-refused = Не взято: { $n }

imports-column-outcome = Что станет
imports-column-meter = Счётчик
imports-column-why = Почему и что изменится
imports-outcome-new = новый
imports-outcome-changed = изменится
imports-outcome-same = как есть
imports-outcome-not-taken = не взят
imports-outcome-held = ждёт ответа
imports-outcome-left-out = не строка реестра
imports-outcome-unread = ещё не прочитана
imports-place-title = над таблицей
imports-place-heading = заголовки
imports-place-left-out = не строка реестра
imports-place-line = строка
imports-place-blank = пустая строка
imports-changed-value = { $old } → { $new }
imports-change = { $field }: было «{ $old }», станет «{ $new }»
imports-nothing = пусто
imports-watts = { $watts } Вт
imports-problem = { $cell }{ $heading ->
    [none] {""}
   *[other] {" "}{ $heading }
}{ $value ->
    [none] {""}
   *[other] {" "}«{ $value }»
}: { $reason }
imports-reason-unworded = не взято ({ $reason })
imports-reason-serial-no-column = нет столбца с заводскими номерами, счётчики не взяты; назовите его в списке над столбцом
imports-cell-becomes = в базе будет: { $value }
imports-cell-note = примечание к ячейке: { $note }
imports-adjusted = { $heading }: «{ $text }» запишется как «{ $value }»
imports-row = Строка { $row }{ $what ->
    [none] {""}
   *[other] { $kind ->
        [clients] , { $what }
       *[other] , участок { $what }
    }
}: { $outcome }.
imports-row-meter = Счётчик{ $serial ->
    [none] {""}
   *[other] {" "}{ $serial }
}: { $outcome }.
imports-row-left = Строка { $row }: { $what }, не берётся.

imports-lost = не взято { $n } { $n ->
    [one] строка
    [few] строки
   *[many] строк
}
imports-partly = ещё в { $n } { $n ->
    [one] строке
   *[other] строках
} взято не всё
imports-counted = { $what }: { $parts }
imports-count-new = { $n } { $n ->
    [one] новый
   *[other] новых
}
imports-count-changed = { $n } { $n ->
    [one] изменится
   *[other] изменятся
}
imports-count-same = { $n } как есть
imports-all-new = { $n ->
    [1] новый
   *[other] все новые
}
imports-all-changed = { $n ->
    [1] изменится
   *[other] все изменятся
}
imports-all-same = { $n ->
    [1] как есть
   *[other] все как есть
}
imports-take-clients = { $n } { $n ->
    [one] клиента
   *[other] клиентов
}
imports-take-subscribers = { $n } { $n ->
    [one] абонента
   *[other] абонентов
}
imports-take-meters = { $n } { $n ->
    [one] счётчик
    [few] счётчика
   *[many] счётчиков
}
imports-and = {" "}и{" "}
imports-take = Взять { $what }
imports-take-nothing = Взять
imports-took = Взято: { $what }. Загрузка № { $id }.
imports-show-in-journal = Показать в журнале загрузок
imports-cannot-read = Пока взять нечего: назовите столбцы над таблицей.
imports-cannot-client = Выберите товарищество, чей это реестр.
imports-cannot-nothing = Брать нечего: в базе уже всё так, как в файле.
imports-refusal-import-no-column = Не найден столбец «{ $field }». Назовите его над таблицей: выберите в списке над нужным столбцом.
imports-refusal-import-no-heading = Не найдена строка заголовков. Проверьте лист и кодировку или сами назовите столбцы в списках над таблицей.
imports-refusal-import-client-missing = Не сказано, чей это реестр. Выберите товарищество.
imports-refusal-import-column-twice = Поле «{ $field }» названо у двух столбцов. Оставьте одно.

## Столбцы

imports-choice-guess = как угадает Пульт
imports-choice-ignore = не берётся
imports-choice-power-kw = мощность, кВт
imports-choice-power-w = мощность, Вт
imports-by-told = указано вами
imports-by-remembered = вспомнено
imports-by-guessed = угадано
imports-by-not-kept = { $by }, не хранится
imports-by-none = не берётся
imports-column-tip = Столбец { $letter }{ $heading ->
    [none] {""}
   *[other] {" "}«{ $heading }»
}: { $field }
imports-column-name = За что принять столбец { $letter }{ $heading ->
    [none] {""}
   *[other] {" "}«{ $heading }»
}: { $state }
imports-guessed-tip = Угадано по заголовку и ячейкам, уверенность { $percent } %.
imports-column-hidden = В файле столбец скрыт.

## Вопросы

imports-question = { $cell }: { $words }
imports-question-count = { $left ->
    [0] Отвечено на все
   *[other] Вопрос { $at } из { $n }
}
imports-question-show = Показать строку
imports-question-before = Предыдущий вопрос
imports-question-after = Следующий вопрос

## Пока идёт работа

imports-progress-name = Ход работы
imports-progress-read = Читаю файл…
imports-progress-preview = Сравниваю с базой…
imports-progress-take = Записываю…
imports-stop = Остановить
imports-stopped = Чтение остановлено. Ничего не изменилось.
imports-stopped-shown = Остановлено. Ничего не изменилось; на экране прежний предпросмотр.

## Журнал загрузок

imports-history-name = Журнал загрузок
imports-history-at = Когда
imports-history-who = Кто
imports-history-file = Файл
imports-history-kind = Что
imports-history-client = Товарищество
imports-history-taken = Взято
imports-history-refused = Не взято ячеек
imports-history-back = Отменена
imports-history-choose = Выберите загрузку в списке
imports-history-empty = Загрузок ещё не было
imports-history-empty-hint = Здесь будет видно, кто, когда и из какого файла загрузил реестр, что взято и что нет. Любую загрузку можно отменить целиком, пока от неё ничего не зависит.
imports-begin = Загрузить файл…
imports-back-at = { $at }
imports-details-name = Подробности загрузки
imports-import-title = Загрузка № { $id }: { $file }
imports-part-back = Отменена
imports-taken-back = { $at }, { $who }. Причина: { $why }
imports-part-facts = Что загружено
imports-when = { $at }, { $who }
imports-what = { $kind }{ $client ->
    [none] {""}
   *[other] , { $client }
}
imports-was-added = { $n } { $n ->
    [one] новый
   *[other] новых
}
imports-was-updated = { $n } { $n ->
    [one] изменён
   *[other] изменено
}
imports-was-same = { $n } как было
imports-file-hash = Файл SHA-256: { $sha256 }
imports-part-refused = Не взято ячеек: { $n }
imports-part-changes = Что изменилось в базе: { $n }
imports-part-depends = Отменить нельзя
imports-changed-row = { $subject ->
    [client] Клиент
    [meter] Счётчик
   *[subscriber] Участок
} { $label ->
    [none] (уже нет)
   *[other] { $label }
}: { $changes }
imports-added-rows = { $subject ->
    [client] Новые клиенты
    [meter] Новые счётчики
   *[subscriber] Новые участки
}: { $labels }
imports-changed-since = после загрузки изменён ещё раз
imports-were-added = { $n ->
    [1] новый
   *[other] все новые
}
imports-were-updated = { $n ->
    [1] изменён
   *[other] все изменены
}
imports-were-same = { $n ->
    [1] как был
   *[other] все как были
}
imports-more = и ещё { $n }
imports-depends-unworded = от загрузки зависит ещё { $n } ({ $kind })

## Отмена загрузки

imports-back-open = Отменить загрузку целиком…
imports-back-title = Отмена загрузки № { $id }
imports-back-heading = Отменить загрузку № { $id } ({ $file }) целиком
imports-back-looking = Смотрю, что от неё зависит…
imports-back-what = { $what } Отмену потом не вернуть, но файл можно загрузить снова.
imports-back-added = Из базы исчезнет всё, что она добавила: { $what }.
imports-back-changed = { $n ->
    [one] В { $n } записи вернутся прежние значения.
   *[other] В { $n } записях вернутся прежние значения.
}
imports-back-depends = Отменить эту загрузку нельзя, от неё уже зависит другое:
    { $what }
imports-back-reason = Почему отменяется (попадёт в журнал)
imports-back-reason-missing = Напишите причину
imports-back-deed = Отменить загрузку целиком
imports-back-done = Загрузка № { $id } отменена целиком.

## Клавиши

imports-keys-title = Клавиши загрузки реестров
imports-key-open = Выбрать файл
imports-key-column = Перейти к спискам над столбцами и раскрыть список
imports-key-rows = По строкам; Home и End: первая и последняя
imports-key-take = Взять то, что показано
imports-key-help = Этот список
imports-key-all = Клавиши всего Пульта
