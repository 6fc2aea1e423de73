### Importing registers: what is wrong, what to ask, what a column was taken for.

## Columns and answers

refusal-import-client-missing = It is not said whose register this is. Give the partnership's name with --client.

## Why a cell was not taken

import-reason-plot-missing = no plot number
import-reason-plot-unreadable = this is no plot number
import-reason-plot-date = Excel made a date of the plot number ({ $shown }); enter it as text
import-reason-plot-twice = the same plot as in { $others }; leave one row
import-reason-plot-refused = the plot's own row was not taken, so this meter is not either
import-reason-serial-missing = no serial number
import-reason-serial-unreadable = this is no serial number
import-reason-serial-scientific = Excel shortened the number; enter it as text
import-reason-serial-rounded = Excel rounded a number longer than { $digits } digits; enter it as text
import-reason-serial-zeros = a number of zeros only
import-reason-serial-twice = the same serial number as in { $others }; check whose it is
import-reason-mac-cyrillic = the letter “{ $letter }” in the MAC address is Cyrillic (place { $position }); a Latin one is wanted
import-reason-mac-character = the character “{ $character }” cannot stand in a MAC address
import-reason-mac-length = the MAC address has { $digits } digits, not 12
import-reason-mac-placeholder = such a MAC address means nothing
import-reason-mac-twice = the same MAC address as in { $others }; check whose it is
import-reason-power-unreadable = this is no power
import-reason-power-zero = the power has to be more than 0
import-reason-power-fraction = this gives no whole number of watts
import-reason-power-looks-watts = too much for kilowatts, it looks like watts; add “W” or “kW”
import-reason-power-looks-kilowatts = too little for watts, it looks like kilowatts; add “W” or “kW”
import-reason-power-too-large = too much power for a plot; if it is right, add “W”
import-reason-unit-unanswered = it is not said whether these are kilowatts or watts
import-reason-date-unreadable = this is no date; one like 31.12.2025 is wanted
import-reason-date-serial = this is a number, not a date; if it is { $shown }, give the cell the format of a date in Excel
import-reason-date-future = the date is after today ({ $today })
import-reason-date-old = the date is implausibly old
import-reason-reading-unreadable = this is no reading; the reading is not taken
import-reason-error-value = an error stands in the cell in place of a value
import-reason-formula = the formula's result was not saved; open the file in a spreadsheet program and save it
import-reason-protected-unanswered = the subscriber may be protected; answer the question
import-reason-meter-replaced = the meter was replaced, the old one is { $old }; kept in the meter's note
import-reason-meter-replaced-unnamed = the meter was replaced; kept in the meter's note
import-reason-column-hidden = the hidden column is taken
import-reason-plot-counts = the column “№” counts rows; if these are no plots, name the column of plots
import-reason-column-unsure = the heading promises a column of use, but the cells do not fit; not taken unless it is named
import-reason-serial-no-column = there is no column of serial numbers, so no meter is taken; name it: --column "heading=serial"
import-reason-column-rival = looks like the same as column { $other }, which is taken
import-reason-unit-guessed = no unit is given; by their size these are { $unit ->
    [kW] kilowatts
   *[other] watts
}
import-reason-serial-zeros-lost = { $count } { $count ->
    [one] number is stored as a figure and has probably lost its
   *[other] numbers are stored as figures and have probably lost their
} leading zero; searching ignores zeros
import-reason-rows-hidden = { $rows } hidden { $rows ->
    [one] row is taken
   *[other] rows are taken
}
import-reason-name-missing = no name
import-reason-name-twice = the same name as in { $others }
import-reason-email-missing = no e-mail address
import-reason-email-several = there has to be exactly one e-mail address
import-reason-email-unreadable = this is no e-mail address
import-reason-email-twice = the same e-mail address as in { $others }
import-reason-system-unknown = there is no such metering system; there are: { $known }
import-reason-statement-day = there is no such statement day; there are: { $allowed }
import-reason-registered-future = the date of registration is after today ({ $today })
import-reason-differs = the database says otherwise: { $stored }; not changed
import-reason-serial-elsewhere = this meter is already recorded at plot { $plot } ({ $client })
import-reason-mac-elsewhere = the meter { $serial } has this MAC address already (plot { $plot }, { $client })
import-reason-second-meter = the plot has the meter { $serial } already; if it was replaced, remove the old one
import-reason-subscriber-unknown = the client has no such plot; import the subscribers first
import-reason-email-elsewhere = the client { $client } has this e-mail address already
import-reason-other-client = the file names { $named }, but it is imported for { $client }

## What was left out

import-ignored-title = the table's title
import-ignored-street = a street
import-ignored-total = a total
import-ignored-text = an explanation
import-ignored-only-row-number = only a row number
import-ignored-repeated-heading = headings repeated
import-ignored-column-numbers = numbers of columns
import-ignored-sheet = another sheet
import-ignored-hidden-sheet = a hidden sheet

import-column-empty = empty
import-column-no-use = of no use here
import-column-unknown = not recognised
import-column-taken = the same as column { $other }
import-column-remembered = left out, as told before
import-column-told = left out, as told

## What a column was taken for

import-field-plot = plot
import-field-owner = owner
import-field-phone = phone
import-field-email = e-mail address
import-field-contract = contract
import-field-street = street
import-field-power = maximum power
import-field-serial = serial number
import-field-mac = MAC address
import-field-model = meter model
import-field-installed = date of installation
import-field-gateway = gateway
import-field-address = the meter's network address
import-field-t1 = reading T1
import-field-t2 = reading T2
import-field-t3 = reading T3
import-field-reading = reading
import-field-comment = comment
import-field-system = metering system
import-field-row-number = row number
import-field-name = name
import-field-form = kind of client
import-field-statement-day = statement day
import-field-registered = date of registration
import-field-protected = protected
import-field-protected-by = protected by
import-field-ignore = left out

import-not-stored = read, but not kept by this import

import-question-protected = Plot { $plot }: “{ $text }”. Is the subscriber protected?
import-question-unit = Are these kilowatts or watts in the column “{ $text }”?
import-answer-protected = protected
import-answer-ordinary = an ordinary subscriber
import-answer-kW = kilowatts
import-answer-W = watts

## pultctl import

import-sheet = Sheet “{ $sheet }”, { $kind }{ $encoding ->
    [none] {""}
   *[other] , encoding { $encoding }
}
import-macros = The file has macros; they were not run.
import-columns = Columns:
import-problems = Not taken:
import-warnings = Taken, but look at it:
import-questions = Questions (answer: --answer { $cell }={ $answer }):
import-ignored = Left out:
import-taken-clients = { $n } { $n ->
    [one] client
   *[other] clients
}
import-taken-subscribers = { $n } { $n ->
    [one] subscriber
   *[other] subscribers
}
import-taken-meters = { $n } { $n ->
    [one] meter
   *[other] meters
}
import-would-take = Can be taken: { $what }. New { $added }, to change { $updated }, unchanged { $same }.
import-took = Taken: { $what }. New { $added }, changed { $updated }, unchanged { $same }.
import-apply-hint = Nothing was written. Add --apply to write it.
import-ignored-more = { $n ->
    [one] and { $n } more place
   *[other] and { $n } more places
}

cli-help-import = Import clients, subscribers and meters from a partnership's file (.xlsx, .xls, .csv)
cli-help-import-clients = Partnerships registered before Pult
cli-help-import-subscribers = Plots of one client and their meters
cli-help-import-meters = Meters of plots that are there already
cli-argument-import-file = A file .xlsx, .xls or .csv
cli-option-import-client = Whose register it is; without it the file's title tells
cli-option-import-sheet = The sheet with the register
cli-option-import-column = What a column is: heading or letter, and field, as in "Зав. №=serial"
cli-option-import-answer = The answer about a cell, as in K18=protected
cli-option-import-overwrite = Where the database says otherwise, take the file's word
cli-option-import-driver = The driver of new meters
cli-option-import-gateway = The gateway of new meters
cli-option-import-apply = Write it; without this, show what would come of it
cli-option-import-encoding = The encoding of a .csv where it is guessed wrongly, as in cp866
cli-option-import-delimiter = The delimiter of a .csv where it is guessed wrongly: a sign, or tab

## The journal of imports, and taking one back

import-remembered = as told before
import-list-empty = Nothing has been imported yet.
import-list-line = { $number }. { $at }, { $who }: { $what ->
    [clients] clients
    [meters] meters
   *[other] subscribers
}{ $client ->
    [none] {""}
   *[other] , { $client }
}, file “{ $file }”; taken { $taken }, not taken { $refused }{ $back ->
    [none] {""}
   *[other] . { $back }
}
import-list-back = Taken back { $at }, { $who }: { $why }
import-show-hash = SHA-256 of the file: { $sha256 }
import-show-changes = { $n } { $n ->
    [one] row
   *[other] rows
} changed:
import-show-added-client = new client { $label }
import-show-added-subscriber = new plot { $label }
import-show-added-meter = new meter { $label }
import-show-changed-client = client { $label }
import-show-changed-subscriber = plot { $label }
import-show-changed-meter = meter { $label }
import-show-depends = It cannot be taken back, these depend on it:
import-took-back = Import { $number } is taken back: what was new is deleted, what was changed is restored.
import-depends-requests = { $n } { $n ->
    [one] request
   *[other] requests
}
import-depends-commands = { $n } { $n ->
    [one] command
   *[other] commands
} to meters
import-depends-readings = { $n ->
    [one] the state of { $n } meter that was read
   *[other] the states of { $n } meters that were read
}
import-depends-letters = { $n } { $n ->
    [one] letter
   *[other] letters
}
import-depends-changed = { $n } { $n ->
    [one] record was
   *[other] records were
} changed since
import-depends-imports = { $n ->
    [one] the later import { $imports }; take it back first
   *[other] the later imports { $imports }; take them back first
}
import-depends-subscribers = { $n } { $n ->
    [one] plot was
   *[other] plots were
} added to its clients otherwise
import-depends-meters = { $n } { $n ->
    [one] meter was
   *[other] meters were
} added to its plots otherwise
import-depends-protected = { $n } { $n ->
    [one] subscriber
   *[other] subscribers
} would lose the protection

cli-help-import-list = The journal of imports
cli-help-import-show = One import: what was done, what was not taken, what depends on it
cli-help-import-take-back = Take an import back as a whole while nothing depends on it
cli-argument-import-id = The import's number in the journal
cli-option-import-why = Why it is taken back

refusal-import-unknown = There is no import { $id }. The journal of imports has the numbers.
refusal-import-taken-back = This import is taken back already ({ $at }).
refusal-import-why-missing = It is not said why the import is taken back. Give the reason.
refusal-import-depended-on = The import cannot be taken back: on it depend { $what }.
refusal-import-column-not-remembered = Nothing is remembered of the heading “{ $heading }”.
refusal-cancelled = Called off, nothing was written.
refusal-sheet-too-wide = The table has too many columns, at most { $limit } are taken. Leave only those that are needed.
refusal-sheet-too-merged = The table has too many merged cells, at most { $limit } are taken. Unmerge them and try again.
refusal-sheet-encoding-unknown = There is no encoding “{ $encoding }”. Usual ones: utf-8, cp1251, utf-16, koi8-r, cp866.
refusal-sheet-delimiter = “{ $delimiter }” cannot divide columns. One sign is wanted, as ; or ,
