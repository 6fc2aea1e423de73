### The request journal.

letter-confirmed = C
letter-in-progress = P
letter-done = D
letter-rejected = R
letter-filed = {""}
letter-lapsed = {""}

journal-column-status = {""}
journal-column-number = Number
journal-column-client = Client
journal-column-plot = Plot
journal-column-kind = Kind
journal-column-confirmed = Confirmed
journal-column-due = Due
journal-column-term = Term
journal-column-command = Command

journal-kind-limit = Limit
journal-kind-lift = Lift the limit
journal-kind-disconnect = Disconnect
journal-kind-reconnect = Reconnect
journal-kind-remote-check = Meter check
journal-kind-on-site-check = On-site check

journal-overdue = overdue { $span }
journal-left = { $span } left
journal-in-time = in time
journal-late = late
journal-term-filed = with the client
journal-term-lapsed = not confirmed
journal-term-confirmed = no deadline
journal-term-in-progress = no deadline

journal-command-planned = queued
journal-command-sending = sending
journal-command-sent = sent
journal-command-verified = verified ✓
journal-command-refused = refused
journal-command-unknown = outcome unknown

journal-tip-filed = Filed { $at }
journal-tip-confirmed = Confirmed { $at }
journal-tip-started = In progress since { $at }
journal-tip-closed = Closed { $at }
journal-tip-start-due = Begin by { $at } · rule R9, steps in the card
journal-tip-completion-due = Complete by { $at } · rule R11, steps in the card
journal-tip-no-due = No deadline runs
journal-tip-no-command = No commands
journal-tip-unknown = Outcome unknown: the command was sent, no answer came. Read the meter's state first (F5).

journal-row-name = request { $number }
journal-row-plot = plot { $plot }

long-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
 }
long-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
 }
long-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
 }

journal-table-name = List of requests
journal-splitter-name = Border between list and card

journal-quick-open = All open
journal-quick-filed = Awaiting confirmation
journal-quick-overdue = Overdue
journal-quick-today = Today until 18:00
journal-quick-done = Done
journal-quick-all = All

journal-filter-more = Filter
journal-filter-status = Status
journal-filter-kind = Kind
journal-filter-client = Client
journal-filter-period = When filed
journal-filter-since = Filed from
journal-filter-until = Filed until
journal-filter-any-status = Any status
journal-filter-any-kind = Any kind
journal-filter-any-client = All clients
journal-period-any = At any time
journal-period-today = Filed today
journal-period-week = Last 7 days
journal-period-month = Last 30 days
journal-period-dates = By dates
journal-filter-next-day = Ends before the next working day
journal-filter-next-day-tip = The deadline ends before 00:00 of the next working day of the production calendar
journal-filter-clear = Clear

journal-new = New request
journal-new-tip = File a request (Ctrl+N)
journal-stop-blinking = Stop blinking
journal-stop-blinking-tip = Stop the blinking of overdue rows (F8). Their marker stays
journal-resume-blinking = Resume blinking
journal-blinking-stopped = Blinking stopped until { $until } or until something new is overdue
journal-blinking-still = No blinking: the system asks for reduced motion

journal-found = { $n ->
    [one] { $n } request found
   *[other] { $n } requests found
 }
journal-loading = Looking…
journal-new-above = { $n ->
    [one] { $n } new request above
   *[other] { $n } new requests above
 }
journal-order-changed = The order of requests has changed
journal-let-in = Show
journal-let-in-name = { $what }. Show

journal-empty-open = No open requests
journal-empty-open-hint = Confirmed requests will stand here, the nearest deadline on top. File those that come by phone or letter yourself.
journal-empty-overdue = Nothing is overdue
journal-empty-overdue-hint = All deadlines are being met.
journal-empty-found = No request matches
journal-empty-found-hint = Check the number, plot or client, or clear the filter.
journal-empty-none = No requests yet
journal-empty-none-hint = Clients' requests will come from the cabinet. File those that come by phone or letter yourself.
journal-show-open = Show all open
