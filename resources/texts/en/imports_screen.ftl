### The screen of imports: preview, journal of imports, taking an import back.

screen-imports = Imports
imports-tab-take = Import a file
imports-tab-history = Journal of imports

## The file

imports-choose = Choose a file…
imports-choose-tip = A partnership's register: .xlsx, .xls or .csv (Ctrl+O). A file can also be dropped here.
imports-choose-title = The file with the register
imports-filter = Tables (*.xlsx *.xlsm *.xls *.csv *.txt)
imports-filter-all = All files (*)
imports-recent = Recent
imports-reread = Read the file again
imports-reread-tip = After the file was mended in Excel. What was said of columns and all answers stay.
imports-facts = { $kind }, { $kilobytes } KB{ $macros ->
    [yes] ; the macros in the file were not run
   *[no] {""}
}
imports-empty-title = Import a partnership's register
imports-empty-hint = On the left you will see the table as it is, on the right what each row becomes. Nothing in the database changes until you press “Take”. A file can be dropped here.

refusal-imports-file-changed = The file { $file } has changed since the preview. Nothing was taken; it was read again, please look at it once more.

## How to read it

imports-option-kind = Contents
imports-option-kind-tip = Subscribers are taken together with the meters that stand beside them.
imports-option-client = Partnership
imports-option-client-tip = Whose register it is. A name in the file's title is recognised by itself.
imports-option-sheet = Sheet
imports-option-sheet-tip = Which sheet of the workbook to read
imports-option-encoding = Encoding
imports-option-encoding-tip = If you see strange signs in place of letters, choose another one: the table is read again at once.
imports-option-driver = Driver
imports-option-driver-tip = The driver of new meters
imports-option-gateway = Gateway
imports-option-gateway-tip = The gateway of new meters whose row names none
imports-overwrite = The file is right: replace what the database says otherwise
imports-overwrite-tip = Otherwise the former values stay, and differences are shown as not taken.
imports-kind-subscribers = Subscribers and meters
imports-kind-meters = Meters only
imports-kind-clients = Clients
imports-client-guessed = { $client } (by the file's title)
imports-client-none = choose a partnership
imports-sheet = { $name } ({ $rows } { $rows ->
    [one] row
   *[other] rows
}){ $hidden ->
    [yes] , hidden
   *[no] {""}
}
imports-encoding-guessed = { $encoding ->
    [none] guess
   *[other] { $encoding } (guessed)
}

## The preview

imports-left = In the file
imports-right = What it becomes
imports-left-name = The table of the file
imports-right-name = What each row becomes
imports-explanation-name = What is to be said of the chosen row
imports-explanation-hint = Choose a row: here it is said what becomes of it and why.
imports-keep-all = All rows: { $n }
imports-keep-look = To look at: { $n }
imports-keep-refused = Not taken: { $n }

imports-column-outcome = Becomes
imports-column-meter = Meter
imports-column-why = Why, and what changes
imports-outcome-new = new
imports-outcome-changed = changes
imports-outcome-same = as it is
imports-outcome-not-taken = not taken
imports-outcome-held = waits for an answer
imports-outcome-left-out = no line of the register
imports-outcome-unread = not read yet
imports-place-title = above the table
imports-place-heading = headings
imports-place-left-out = no line of the register
imports-place-line = line
imports-place-blank = a blank row
imports-changed-value = { $old } → { $new }
imports-change = { $field }: was “{ $old }”, becomes “{ $new }”
imports-nothing = nothing
imports-watts = { $watts } W
imports-problem = { $cell }{ $heading ->
    [none] {""}
   *[other] {" "}{ $heading }
}{ $value ->
    [none] {""}
   *[other] {" "}“{ $value }”
}: { $reason }
imports-reason-unworded = not taken ({ $reason })
imports-reason-serial-no-column = there is no column of serial numbers, no meters were taken; name it in the list above the column
imports-cell-becomes = will be stored as: { $value }
imports-cell-note = note on the cell: { $note }
imports-adjusted = { $heading }: “{ $text }” is stored as “{ $value }”
imports-row = Row { $row }{ $what ->
    [none] {""}
   *[other] { $kind ->
        [clients] , { $what }
       *[other] , plot { $what }
    }
}: { $outcome }.
imports-row-meter = Meter{ $serial ->
    [none] {""}
   *[other] {" "}{ $serial }
}: { $outcome }.
imports-row-left = Row { $row }: { $what }, not taken.

imports-lost = { $n } { $n ->
    [one] row
   *[other] rows
} not taken
imports-partly = { $n } more { $n ->
    [one] row
   *[other] rows
} taken in part
imports-counted = { $what }: { $parts }
imports-count-new = { $n } new
imports-count-changed = { $n } { $n ->
    [one] changes
   *[other] change
}
imports-count-same = { $n } as they are
imports-all-new = { $n ->
    [1] new
   *[other] all new
}
imports-all-changed = { $n ->
    [1] changes
   *[other] all change
}
imports-all-same = { $n ->
    [1] as it is
   *[other] all as they are
}
imports-take-clients = { $n } { $n ->
    [one] client
   *[other] clients
}
imports-take-subscribers = { $n } { $n ->
    [one] subscriber
   *[other] subscribers
}
imports-take-meters = { $n } { $n ->
    [one] meter
   *[other] meters
}
imports-and = {" "}and{" "}
imports-take = Take { $what }
imports-take-nothing = Take
imports-took = Taken: { $what }. Import no. { $id }.
imports-show-in-journal = Show in the journal of imports
imports-cannot-read = Nothing to take yet: name the columns above the table.
imports-cannot-client = Choose the partnership whose register it is.
imports-cannot-nothing = Nothing to take: the database is as the file already.
imports-refusal-import-no-column = The column “{ $field }” was not found. Name it above the table: choose it in the list over the right column.
imports-refusal-import-no-heading = No row of headings was found. Check the sheet and the encoding, or name the columns yourself in the lists above the table.
imports-refusal-import-client-missing = Nobody has said whose register it is. Choose the partnership.
imports-refusal-import-column-twice = The field “{ $field }” was named over two columns. Leave one.

## Columns

imports-choice-guess = as Pult guesses
imports-choice-ignore = not taken
imports-choice-power-kw = power, kW
imports-choice-power-w = power, W
imports-by-told = said by you
imports-by-remembered = remembered
imports-by-guessed = guessed
imports-by-not-kept = { $by }, not kept
imports-by-none = not taken
imports-column-tip = Column { $letter }{ $heading ->
    [none] {""}
   *[other] {" "}“{ $heading }”
}: { $field }
imports-column-name = What to take column { $letter }{ $heading ->
    [none] {""}
   *[other] {" "}“{ $heading }”
} for: { $state }
imports-guessed-tip = Guessed from the heading and the cells, { $percent } % sure.
imports-column-hidden = The column is hidden in the file.

## Questions

imports-question = { $cell }: { $words }
imports-question-count = { $left ->
    [0] All answered
   *[other] Question { $at } of { $n }
}
imports-question-show = Show the row
imports-question-before = Previous question
imports-question-after = Next question

## While it works

imports-progress-name = Progress
imports-progress-read = Reading the file…
imports-progress-preview = Comparing with the database…
imports-progress-take = Writing…
imports-stop = Stop
imports-stopped = Reading was stopped. Nothing has changed.
imports-stopped-shown = Stopped. Nothing has changed; the screen shows the former preview.

## The journal of imports

imports-history-name = Journal of imports
imports-history-at = When
imports-history-who = Who
imports-history-file = File
imports-history-kind = What
imports-history-client = Partnership
imports-history-taken = Taken
imports-history-refused = Cells not taken
imports-history-back = Taken back
imports-history-choose = Choose an import in the list
imports-history-empty = Nothing was imported yet
imports-history-empty-hint = Here you will see who imported a register, when and from which file, what was taken and what was not. An import can be taken back as a whole while nothing depends on it.
imports-begin = Import a file…
imports-back-at = { $at }
imports-details-name = The import in full
imports-import-title = Import no. { $id }: { $file }
imports-part-back = Taken back
imports-taken-back = { $at }, { $who }. Reason: { $why }
imports-part-facts = What was imported
imports-when = { $at }, { $who }
imports-what = { $kind }{ $client ->
    [none] {""}
   *[other] , { $client }
}
imports-was-added = { $n } new
imports-was-updated = { $n } changed
imports-was-same = { $n } as they were
imports-file-hash = The file's SHA-256: { $sha256 }
imports-part-refused = Cells not taken: { $n }
imports-part-changes = What changed in the database: { $n }
imports-part-depends = It cannot be taken back
imports-changed-row = { $subject ->
    [client] Client
    [meter] Meter
   *[subscriber] Plot
} { $label ->
    [none] (gone by now)
   *[other] { $label }
}: { $changes }
imports-added-rows = { $subject ->
    [client] New clients
    [meter] New meters
   *[subscriber] New plots
}: { $labels }
imports-changed-since = changed once more since the import
imports-were-added = { $n ->
    [1] new
   *[other] all new
}
imports-were-updated = { $n ->
    [1] changed
   *[other] all changed
}
imports-were-same = { $n ->
    [1] as it was
   *[other] all as they were
}
imports-more = and { $n } more
imports-depends-unworded = { $n } more depend on the import ({ $kind })

## Taking an import back

imports-back-open = Take the whole import back…
imports-back-title = Taking back import no. { $id }
imports-back-heading = Take back the whole import no. { $id } ({ $file })
imports-back-looking = Looking for what depends on it…
imports-back-what = { $what } This cannot be undone, but the file can be imported again.
imports-back-added = All that it added goes from the database: { $what }.
imports-back-changed = { $n ->
    [one] { $n } record gets its former values back.
   *[other] { $n } records get their former values back.
}
imports-back-depends = This import cannot be taken back, since other things depend on it by now:
    { $what }
imports-back-reason = Why it is taken back (goes into the journal)
imports-back-reason-missing = Write the reason
imports-back-deed = Take the whole import back
imports-back-done = Import no. { $id } was taken back as a whole.

## Keys

imports-keys-title = Keys of the imports
imports-key-open = Choose a file
imports-key-column = Go to the lists above the columns, and open one
imports-key-rows = Through the rows; Home and End: the first and the last
imports-key-take = Take what is shown
imports-key-help = This list
imports-key-all = The keys of all of Pult
