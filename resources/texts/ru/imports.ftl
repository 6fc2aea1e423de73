### Загрузка реестров: что не так, что спросить, за что принят столбец.

## Столбцы и ответы

refusal-import-client-missing = Не сказано, чей это реестр. Укажите --client с названием товарищества.

## Почему ячейка не взята

import-reason-plot-missing = нет номера участка
import-reason-plot-unreadable = это не номер участка
import-reason-plot-date = Excel сделал из номера участка дату ({ $shown }); впишите номер как текст
import-reason-plot-twice = тот же участок, что в { $others }; оставьте одну строку
import-reason-plot-refused = не взята строка самого участка, поэтому и этот счётчик
import-reason-serial-missing = нет заводского номера счётчика
import-reason-serial-unreadable = это не заводской номер
import-reason-serial-scientific = Excel сократил номер; впишите его как текст
import-reason-serial-rounded = номер длиннее { $digits } цифр Excel округлил; впишите его как текст
import-reason-serial-zeros = номер из одних нулей
import-reason-serial-twice = тот же заводской номер, что в { $others }; проверьте, чей он
import-reason-mac-cyrillic = буква «{ $letter }» в MAC-адресе русская (знак { $position }); нужна латинская
import-reason-mac-character = недопустимый знак «{ $character }» в MAC-адресе
import-reason-mac-length = в MAC-адресе цифр { $digits }, а должно быть 12
import-reason-mac-placeholder = такой MAC-адрес ничего не обозначает
import-reason-mac-twice = тот же MAC-адрес, что в { $others }; проверьте, чей он
import-reason-power-unreadable = это не мощность
import-reason-power-zero = мощность должна быть больше 0
import-reason-power-fraction = получается не целое число ватт
import-reason-power-looks-watts = для киловатт слишком много, похоже на ватты; допишите «Вт» или «кВт»
import-reason-power-looks-kilowatts = для ватт слишком мало, похоже на киловатты; допишите «Вт» или «кВт»
import-reason-power-too-large = мощность слишком велика для участка; если она верна, допишите «Вт»
import-reason-unit-unanswered = не сказано, киловатты это или ватты
import-reason-date-unreadable = это не дата; нужна вида 31.12.2025
import-reason-date-serial = это число, а не дата; если это { $shown }, задайте ячейке в Excel вид даты
import-reason-date-future = дата позже сегодняшней ({ $today })
import-reason-date-old = дата неправдоподобно старая
import-reason-reading-unreadable = это не показание; показание не взято
import-reason-error-value = в ячейке ошибка вместо значения
import-reason-formula = результат формулы не сохранён; откройте файл в табличной программе и сохраните
import-reason-protected-unanswered = возможно, абонент под защитой; ответьте на вопрос
import-reason-meter-replaced = счётчик заменён, прежний { $old }; запомнено в примечании к счётчику
import-reason-meter-replaced-unnamed = счётчик заменён; запомнено в примечании к счётчику
import-reason-column-hidden = скрытый столбец взят
import-reason-plot-counts = столбец «№» считает строки подряд; если это не участки, назовите столбец участков
import-reason-column-unsure = по заголовку нужный столбец, но ячейки другие; не взят, если не назвать его
import-reason-serial-no-column = нет столбца с заводскими номерами, счётчики не взяты; назовите его: --column "заголовок=serial"
import-reason-column-rival = похоже на то же, что столбец { $other }; взят он
import-reason-unit-guessed = единица не указана; по величине взято: { $unit ->
    [kW] киловатты
   *[other] ватты
}
import-reason-serial-zeros-lost = { $count } { $count ->
    [one] номер записан числом и, вероятно, потерял
    [few] номера записаны числами и, вероятно, потеряли
   *[many] номеров записаны числами и, вероятно, потеряли
} ноль впереди; при поиске нули не важны
import-reason-rows-hidden = { $rows } { $rows ->
    [one] скрытая строка взята
    [few] скрытые строки взяты
   *[many] скрытых строк взяты
}
import-reason-name-missing = нет названия
import-reason-name-twice = то же название, что в { $others }
import-reason-email-missing = нет адреса почты
import-reason-email-several = адрес почты должен быть ровно один
import-reason-email-unreadable = это не адрес почты
import-reason-email-twice = тот же адрес почты, что в { $others }
import-reason-system-unknown = такой системы учёта нет; есть: { $known }
import-reason-statement-day = такого дня ведомости не бывает; бывают: { $allowed }
import-reason-registered-future = дата регистрации позже сегодняшней ({ $today })
import-reason-differs = в базе другое: { $stored }; не изменено
import-reason-serial-elsewhere = этот счётчик уже записан за участком { $plot } ({ $client })
import-reason-mac-elsewhere = этот MAC-адрес уже у счётчика { $serial } (участок { $plot }, { $client })
import-reason-second-meter = у участка уже есть счётчик { $serial }; если он заменён, снимите прежний
import-reason-subscriber-unknown = такого участка у клиента нет; сначала загрузите абонентов
import-reason-email-elsewhere = этот адрес почты уже у клиента { $client }
import-reason-other-client = в файле назван { $named }, а загружается для { $client }

## Что оставлено в стороне

import-ignored-title = заголовок таблицы
import-ignored-street = улица
import-ignored-total = итог
import-ignored-text = пояснение
import-ignored-only-row-number = только порядковый номер
import-ignored-repeated-heading = повтор заголовков
import-ignored-column-numbers = номера столбцов
import-ignored-sheet = другой лист
import-ignored-hidden-sheet = скрытый лист

import-column-empty = пуст
import-column-no-use = здесь не нужен
import-column-unknown = не распознан
import-column-taken = то же, что столбец { $other }
import-column-remembered = пропустить, так сказано раньше
import-column-told = пропустить, так сказано

## За что принят столбец

import-field-plot = участок
import-field-owner = владелец
import-field-phone = телефон
import-field-email = адрес почты
import-field-contract = договор
import-field-street = улица
import-field-power = наибольшая мощность
import-field-serial = заводской номер
import-field-mac = MAC-адрес
import-field-model = модель счётчика
import-field-installed = дата установки
import-field-gateway = шлюз
import-field-address = адрес счётчика в сети
import-field-t1 = показание Т1
import-field-t2 = показание Т2
import-field-t3 = показание Т3
import-field-reading = показание
import-field-comment = примечание
import-field-system = система учёта
import-field-row-number = порядковый номер
import-field-name = название
import-field-form = вид клиента
import-field-statement-day = день ведомости
import-field-registered = дата регистрации
import-field-protected = под защитой
import-field-protected-by = документ о защите
import-field-ignore = пропустить

import-not-stored = читается, но этой загрузкой не сохраняется

import-question-protected = Участок { $plot }: «{ $text }». Абонент под защитой?
import-question-unit = В столбце «{ $text }» киловатты или ватты?
import-answer-protected = под защитой
import-answer-ordinary = обычный абонент
import-answer-kW = киловатты
import-answer-W = ватты

## pultctl import

import-sheet = Лист «{ $sheet }», { $kind }{ $encoding ->
    [none] {""}
   *[other] , кодировка { $encoding }
}
import-macros = В файле есть макросы; они не выполнялись.
import-columns = Столбцы:
import-problems = Не взято:
import-warnings = Взято, но проверьте:
import-questions = Вопросы (ответ: --answer { $cell }={ $answer }):
import-ignored = Оставлено в стороне:
import-taken-clients = { $n } { $n ->
    [one] клиент
    [few] клиента
   *[many] клиентов
}
import-taken-subscribers = { $n } { $n ->
    [one] абонент
    [few] абонента
   *[many] абонентов
}
import-taken-meters = { $n } { $n ->
    [one] счётчик
    [few] счётчика
   *[many] счётчиков
}
import-would-take = Можно взять: { $what }. Новых { $added }, изменится { $updated }, без изменений { $same }.
import-took = Взято: { $what }. Новых { $added }, изменено { $updated }, без изменений { $same }.
import-apply-hint = Ничего не записано. Чтобы записать, добавьте --apply.
import-ignored-more = { $n ->
    [one] и ещё { $n } место
    [few] и ещё { $n } места
   *[many] и ещё { $n } мест
}

cli-help-import = Загрузить клиентов, абонентов и счётчики из файла товарищества (.xlsx, .xls, .csv)
cli-help-import-clients = Товарищества, зарегистрированные до Пульта
cli-help-import-subscribers = Участки одного клиента и их счётчики
cli-help-import-meters = Счётчики участков, которые уже есть
cli-argument-import-file = Файл .xlsx, .xls или .csv
cli-option-import-client = Чей это реестр; без этого имя берётся из заголовка файла
cli-option-import-sheet = Лист с реестром
cli-option-import-column = За что принять столбец: заголовок или буква и поле, например "Зав. №=serial"
cli-option-import-answer = Ответ на вопрос о ячейке, например K18=protected
cli-option-import-overwrite = Если в базе другое, взять из файла
cli-option-import-driver = Драйвер новых счётчиков
cli-option-import-gateway = Шлюз новых счётчиков
cli-option-import-apply = Записать; без этого показать, что получится
cli-option-import-encoding = Кодировка .csv, если она угадана неверно, например cp866
cli-option-import-delimiter = Разделитель .csv, если он угадан неверно: знак или tab

## Журнал загрузок и возврат

import-remembered = так сказано раньше
import-list-empty = Загрузок ещё не было.
import-list-line = { $number }. { $at }, { $who }: { $what ->
    [clients] клиенты
    [meters] счётчики
   *[other] абоненты
}{ $client ->
    [none] {""}
   *[other] , { $client }
}, файл «{ $file }»; взято { $taken }, не взято { $refused }{ $back ->
    [none] {""}
   *[other] . { $back }
}
import-list-back = Возвращена { $at }, { $who }: { $why }
import-show-hash = SHA-256 файла: { $sha256 }
import-show-changes = { $n ->
    [one] Изменена { $n } запись:
    [few] Изменены { $n } записи:
   *[many] Изменено { $n } записей:
}
import-show-added-client = новый клиент { $label }
import-show-added-subscriber = новый участок { $label }
import-show-added-meter = новый счётчик { $label }
import-show-changed-client = клиент { $label }
import-show-changed-subscriber = участок { $label }
import-show-changed-meter = счётчик { $label }
import-show-depends = Вернуть нельзя, на загрузку опираются:
import-took-back = Загрузка { $number } возвращена: новое удалено, изменённое восстановлено.
import-depends-requests = { $n } { $n ->
    [one] заявка
    [few] заявки
   *[many] заявок
}
import-depends-commands = { $n } { $n ->
    [one] команда
    [few] команды
   *[many] команд
} счётчикам
import-depends-readings = { $n ->
    [one] состояние, прочитанное с { $n } счётчика
   *[other] состояния, прочитанные с { $n } счётчиков
}
import-depends-letters = { $n } { $n ->
    [one] письмо
    [few] письма
   *[many] писем
}
import-depends-changed = { $n } { $n ->
    [one] запись изменена
    [few] записи изменены
   *[many] записей изменено
} после загрузки
import-depends-imports = { $n ->
    [one] более поздняя загрузка { $imports }; сначала верните её
   *[other] более поздние загрузки { $imports }; сначала верните их
}
import-depends-subscribers = { $n } { $n ->
    [one] участок добавлен
    [few] участка добавлены
   *[many] участков добавлено
} её клиентам иначе
import-depends-meters = { $n } { $n ->
    [one] счётчик добавлен
    [few] счётчика добавлены
   *[many] счётчиков добавлено
} её участкам иначе
import-depends-protected = { $n } { $n ->
    [one] абонент лишился бы
    [few] абонента лишились бы
   *[many] абонентов лишились бы
} защиты

cli-help-import-list = Журнал загрузок
cli-help-import-show = Одна загрузка: что сделано, что не взято, что на неё опирается
cli-help-import-take-back = Вернуть загрузку целиком, пока на неё ничто не опирается
cli-argument-import-id = Номер загрузки из журнала
cli-option-import-why = Почему возвращается

refusal-import-unknown = Загрузки { $id } нет. Номера есть в журнале загрузок.
refusal-import-taken-back = Эта загрузка уже возвращена ({ $at }).
refusal-import-why-missing = Не сказано, почему загрузка возвращается. Укажите причину.
refusal-import-depended-on = Загрузку нельзя вернуть: на неё опираются { $what }.
refusal-import-column-not-remembered = О заголовке «{ $heading }» ничего не запомнено.
refusal-cancelled = Прервано, ничего не записано.
refusal-sheet-too-wide = В таблице слишком много столбцов, принимается до { $limit }. Оставьте только нужные.
refusal-sheet-too-merged = В таблице слишком много объединённых ячеек, принимается до { $limit }. Отмените объединение и повторите.
refusal-sheet-encoding-unknown = Кодировки «{ $encoding }» нет. Обычные: utf-8, cp1251, utf-16, koi8-r, cp866.
refusal-sheet-delimiter = «{ $delimiter }» не может разделять столбцы. Нужен один знак, например ; или ,
