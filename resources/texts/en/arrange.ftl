### The journal: columns, selected rows, saved filters.

journal-column-subscriber = Subscriber
journal-column-watts = Limit
journal-column-filed = Filed
journal-column-started = Started
journal-column-closed = Closed
journal-column-start-due = Start by
journal-column-completion-due = Complete by
journal-column-met = Term kept
journal-column-reason = Reason rejected
journal-column-source = Source
journal-column-form = Form
journal-column-version = Version
journal-column-name-status = Status
journal-column-name-confirmed = Confirmed
journal-column-name-due = Next deadline
journal-column-name-watts = Limit, W
journal-column-name-started = Started (in progress since)
journal-column-name-start-due = Start deadline
journal-column-name-completion-due = Completion deadline
journal-column-name-form = The client's form
journal-column-name-version = Version number

journal-source-cabinet = cabinet
journal-source-phone = phone
journal-source-letter = paper
journal-source-message = mail
journal-source-desk = desk

columns-menu = Columns…
columns-title = Columns of the journal
columns-text = Tick what to show. Drag a line, or press Alt+↑ and Alt+↓, to change the order. A heading's border changes the width.
columns-always = { $name } (always)
columns-up = Up
columns-down = Down
columns-usual = Put back as it was
columns-left-out = No room for: { $names }
columns-left-out-tip = Take columns away (F9), make the card narrower or the window wider
columns-hide = Hide “{ $name }”
columns-sort-filed = Click to sort by the moment of filing. Once more: the other way round
columns-sort-urgency = Click to sort by deadline: what needs a hand is on top
columns-sort-none = The journal is not sorted by this column: only by deadline and by the moment of filing

journal-order-urgency = By deadline
journal-order-newest = Newest first
journal-order-oldest = Oldest first
journal-filter-order = Order
journal-filter-order-tip = The order in which the requests stand

journal-selected = { $n ->
    [one] { $n } request selected
   *[other] { $n } requests selected
 }
journal-several-note = The card below is the current one's.
journal-several-copy = Copy
journal-several-copy-tip = Copy the selected rows with headings (Ctrl+C)
journal-several-export = Export
journal-several-export-tip = Export to Excel or CSV (Ctrl+E)
journal-several-plan = Dry run
journal-several-plan-tip = What the commands of these requests would do. Nothing is sent (F4)
journal-several-clear = Deselect
journal-several-clear-tip = Leave only the current request selected (Esc)
journal-copied = { $n ->
    [one] { $n } request copied
   *[other] { $n } requests copied
 }
journal-copied-number = Number { $number } copied

journal-menu-open = Open the card
journal-menu-next = Next step
journal-menu-read = Read the meter
journal-menu-copy = Copy the rows
journal-menu-copy-number = Copy the number
journal-menu-plan = Dry run of the commands
journal-menu-all = Select all
journal-menu-export = Export…
journal-menu-columns = Columns…
journal-menu-save = Save the filter…

dry-run-title = { $n ->
    [one] Dry run: { $n } request
   *[other] Dry run: { $n } requests
 }
dry-run-go = { $n ->
    [0] Nothing to send.
    [one] { $n } command would go.
   *[other] { $n } commands would go.
 }
dry-run-blocked = { $n ->
    [one] { $n } command is held up.
   *[other] { $n } commands are held up.
 }
dry-run-without = { $n ->
    [one] { $n } request has no command: a check, unconfirmed, or carried out already.
   *[other] { $n } requests have no command: checks, unconfirmed, or carried out already.
 }
dry-run-sends-nothing = Nothing is sent from here: each command is confirmed in its request's card (F2).
dry-run-lines = Lines of the plan
dry-run-column-request = Request
dry-run-column-deed = What to do
dry-run-column-meter = Meter
dry-run-column-expected = Expected answer
dry-run-column-against = What is in the way
dry-run-nothing-against = nothing

saved-bar = Filters:
saved-save = Save the filter…
saved-save-tip = Name what is shown now, to come back to it with one press (Ctrl+S)
saved-manage = All filters…
saved-more = { $n } more
saved-chip-name = filter “{ $name }”
saved-chip-key = {" "}(Alt+{ $n })
saved-name-title = Save the filter
saved-rename-title = Rename the filter
saved-name = Name
saved-name-save = Save
saved-cancel = Cancel
saved-what = Filter: { $what }
saved-text = search “{ $text }”
saved-dates = filed { $since } – { $until }
saved-counter-confirmed = Confirmed
saved-counter-in-progress = In progress
saved-counter-overdue = Overdue
saved-counter-unknown = Outcome unknown
saved-replace = Replace by what is shown now
saved-rename-one = Rename…
saved-delete = Delete
saved-replaced = The filter “{ $name }” now means what is shown
saved-deleted = The filter “{ $name }” is deleted
saved-manage-title = Saved filters
saved-manage-text = The first nine open by Alt+1 … Alt+9. “Today”, “overdue”, “7 days” always count from the present day.
saved-rename = Rename
saved-up = Up
saved-down = Down

refusal-copy-too-many = { $n } requests are selected, no more than { $most } can be copied. For so many there is the export to a file: Ctrl+E.
refusal-plan-too-many = { $n } requests are selected, a dry run takes no more than { $most } at once.

key-select-several = Select several requests
key-select-all = Select all requests
key-copy = Copy the rows
key-copy-number = Copy the request's number
key-dry-run = Dry run of the commands
key-columns = Columns
key-save-filter = Save the filter
key-saved-filters = Saved filters
key-menu = Everything that can be done with a row

moment-impossible = { $typed }: there is no such date. Check day and month.
