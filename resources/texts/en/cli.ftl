### pultctl: help, answers, complaints.

cli-help-pultctl = Everything of the dispatch point that needs no window. Exit codes: 0 done, 1 refused, 2 wrong usage, 3 unavailable.
cli-help-db = The database: make, upgrade, check, save, bring back
cli-help-db-init = Make an empty desk; who makes it becomes its administrator
cli-help-db-upgrade = Bring the database to this program's schema, a copy first
cli-help-db-info = Which schema the database has and how much is in it
cli-help-db-check = Check the file, the foreign keys and the chain of events
cli-help-db-backup = Copy the desk into a file while it is in use
cli-help-db-restore = Put a copy in the place of a desk that is gone
cli-help-db-move = Move the desk to a shared database
cli-help-operator = Who may act at the desk
cli-help-operator-add = Add an operator
cli-help-operator-list = List the operators
cli-help-operator-lock = Lock an operator's account
cli-help-demo = A desk to try things on
cli-help-demo-seed = Make a realistic desk with simulated meters
cli-help-worker = Carry out commands and let the clock work until told to end

cli-option-help = Show this help
cli-option-json = Answer as JSON
cli-option-database = Address of the database; without it the local desk
cli-option-as = Act as this operator; without it as the system's user
cli-option-lang = Language of the answer; without it the locale's
cli-option-zone = The office's time zone
cli-option-training = A training desk: no command reaches a real meter
cli-option-name = Name as it stands in the history
cli-option-role = Role
cli-option-requests = How many requests
cli-option-clients = How many partnerships
cli-option-seed = Another number gives another desk
cli-option-now = The moment up to which the desk is made; without it now
cli-option-once = End when there is no more work
cli-option-until-input-ends = End when the standard input ends (for a console that starts the worker)

cli-argument-backup-file = File of the copy
cli-argument-url = Address of the database
cli-argument-login = Login

cli-usage-hint = Help: { $command } --help
cli-usage-no-option = There is no option { $name }.
cli-usage-missing = Something is missing: { $name }.
cli-usage-bad-value = The value of { $name } will not do: { $detail }.
cli-usage-range = the number is out of range
cli-usage-wrong = This cannot be understood: { $detail }

cli-refused-unworded = Refused: { $code }. Nothing was changed.
cli-fault = A fault in the program ({ $error }). Report: { $path }. Send it to those who look after Pult.
cli-fault-unwritten = A fault in the program ({ $error }). The report could not be written: no room or no rights for the log folder.

cli-db-made = Made the desk { $path }. Administrator: { $login }.
cli-db-upgraded = The database { $path } now has schema { $schema }. The former one is saved: { $saved }.
cli-db-current = The database { $path } already has this program's schema ({ $schema }).
cli-db-info = Database { $path }: schema { $schema }, the program wants { $wanted }
cli-db-counts = Clients { $clients }, confirmed { $confirmed }, in progress { $in_progress }, overdue { $overdue }, commands queued { $commands_pending }, letters waiting { $letters_waiting }
cli-db-whole = The database { $path } is whole. Events in the chain: { $rows }.
cli-db-saved = The copy was checked and saved: { $path }
cli-db-restored = The desk { $path } was restored from { $file }.

cli-operator-added = Added the operator { $login }.
cli-operator-line = { $login }: { $name }, { $role }{ $locked ->
    [yes] , locked
   *[no] {""}
 }
cli-operator-locked = The account { $login } is locked.
role-viewer = viewer
role-dispatcher = dispatcher
role-senior = senior dispatcher
role-administrator = administrator
role-worker = worker

cli-demo-made = The demo desk is ready: clients { $clients }, plots { $plots }, requests { $requests }.

cli-worker-once = No more work.

cli-audit-broken = The chain of events is broken at row { $row }. Do not write to this database: keep the file as it is and call an administrator.

refusal-move-not-yet = This version cannot move a desk to a shared database yet. Nothing was changed.
refusal-zone-unknown = There is no time zone { $zone }. Write it like Europe/Moscow.
refusal-desk-not-empty = There are clients on this desk already. A demo desk is made only in an empty database.
refusal-simulator-in-use = The file of simulated meters { $path } knows meter { $meter } already. Make the demo desk in another folder.
refusal-simulator-away = The file of simulated meters { $path } cannot be used: { $detail }. Check the path and the rights.
refusal-demo-too-few-plots = There are too few plots for so many requests. Take more clients.
refusal-operator-locks-self = You cannot lock the account { $login } that you use yourself. Another administrator has to.
refusal-no-user-name = The system tells no user name. Name the operator with --as.
refusal-file-missing = The file { $path } cannot be read. Check the path and the rights.
refusal-calendar-not-xml = { $path } is no production calendar in XML. Take the file of xmlcalendar.
refusal-calendar-not-russian = This is a calendar of another country ({ $country }). The calendar of Russia is needed.
refusal-calendar-year = The calendar's year “{ $year }” will not do.
refusal-calendar-day = The calendar has an impossible day: { $day }. Check the file.
refusal-calendar-day-twice = { $day } stands twice in the calendar. Check the file.
refusal-calendar-incomplete = The calendar of { $year } names only { $days } days off. It is not a whole year.

cli-help-calendar = The working calendar
cli-help-calendar-show = Show a year
cli-help-calendar-import = Show what an official calendar (xmlcalendar XML) changes, and let it stand
cli-help-explain = Explain a request's deadlines step by step; no database is needed
cli-help-gate = Until when volume notifications are accepted; no database is needed
cli-help-gate-hourly = For the volumes of one operating day (V2)
cli-help-gate-monthly = For a change of a month's contracted volume (V3)
cli-help-audit = The chain of events
cli-help-audit-verify = Check that no event was changed, put in or taken out
cli-help-audit-head = Print the hash of the last event, to be kept elsewhere
cli-help-rules = Each rule of the desk with the tests that show it
cli-help-request = Requests
cli-help-request-list = List requests in the order of their deadlines
cli-help-request-show = Show one request with its history
cli-help-request-file = File a request on a client's behalf
cli-help-request-confirm = Confirm a filed request
cli-help-request-start = Begin a request; a command to a meter first shows its plan
cli-help-request-read = Read the request's meter once more
cli-help-request-done = Mark a request done
cli-help-request-reject = Reject a request
cli-help-request-opposite = File the opposite command after a rejection
cli-help-meter = One meter, without a request
cli-help-meter-plan = Show what would be sent; nothing is sent
cli-help-meter-read = Read the state
cli-help-meter-limit = Set a load limit
cli-help-meter-lift = Lift the limit
cli-help-meter-disconnect = Disconnect
cli-help-meter-reconnect = Reconnect

cli-argument-kind = limit, lift, disconnect, reconnect, remote-check or on-site-check
cli-argument-operating-day = The operating day, like 2026-12-01
cli-argument-month = The month, like 2026-12
cli-argument-year = The year
cli-argument-calendar-file = The file of xmlcalendar
cli-argument-number = The request's number, like 2026-000123
cli-argument-meter = Serial number or MAC address

cli-option-confirmed = When it was confirmed; without an offset the office's time
cli-option-started = When it was begun: then the completion deadline is explained too
cli-option-agreed = The agreed day of an on-site check
cli-option-calendar-apply = Let it stand; without this only the difference is shown
cli-option-head = A hash that was kept elsewhere: then a cut-off end shows too
cli-option-status = Only of this status; may be repeated
cli-option-client = The client's name
cli-option-kind = Kind of request
cli-option-text-search = Number, plot, client, meter, words of the text
cli-option-overdue = Only overdue ones
cli-option-limit = At most so many
cli-option-plot = The plot's number
cli-option-watts = Load limit in whole watts
cli-option-text = Reason of the check
cli-option-source = How the request came
cli-option-caller = Who asked: caller, the letter's number and signer, or sender
cli-option-reported = When the call or letter came
cli-option-yes-watts = Watts are meant, not kilowatts
cli-option-how = How the client confirmed
cli-option-received = When the confirming letter or message came
cli-option-plan = Hash of the plan that was shown: send it
cli-option-wait = Carry the command out now and wait for its outcome
cli-option-again = Once more, after a reading that shows that the command had no effect
cli-option-agree = Agreed day of the visit
cli-option-since = From what time
cli-option-until = Until what time
cli-option-with = With whom it was agreed
cli-option-phone = At what phone number
cli-option-result = Result of the check
cli-option-seen-by = Who saw what and when, where no reading proves it
cli-option-false-call = A false call: the client pays
cli-option-reason = Reason
cli-option-words = Own words for the reason
cli-option-action = Which command

cli-usage-choices = there are: { $known }
cli-usage-moment = “{ $text }” is no moment; write it like 2026-11-24T11:59:00+03:00
cli-usage-day = “{ $text }” is no day; write it like 2026-11-24
cli-usage-month = “{ $text }” is no month; write it like 2026-12
cli-usage-clock = “{ $text }” is no time of day; write it like 09:30
cli-usage-number = a whole number is needed
cli-usage-agreed = only an on-site check has an agreed day
cli-usage-started-before = before the confirmation nothing is begun

cli-explain-start = Start by { $due }
cli-explain-completion = Complete by { $due }
cli-gate = Accepted before { $khabarovsk } Khabarovsk time ({ $utc } UTC), rule { $rule }
cli-calendar-year = Calendar { $year }: { $status ->
    [official] official
   *[preliminary] preliminary
 }, version { $version }
cli-calendar-off = Off from Monday to Friday: { $days }
cli-calendar-working = Worked weekends: { $days }
cli-calendar-shortened = Shortened: { $days }
cli-calendar-same = In { $year } not a day changes.
cli-calendar-differs = In { $year } this changes:
cli-calendar-becomes-off = Becomes off: { $days }
cli-calendar-becomes-working = Becomes worked: { $days }
cli-calendar-becomes-shortened = Becomes shortened: { $days }
cli-calendar-no-longer-shortened = No longer shortened: { $days }
cli-calendar-applied = The calendar stands. Deadlines already computed were not moved.
cli-calendar-apply-hint = Nothing was changed. To let it stand add --apply.

cli-audit-intact = The chain is whole: { $rows } events. Last hash: { $head }
cli-rules-line = { $rule }: { $title } (tests: { $n })

cli-request-none = No requests.
cli-request-line = { $number }  { $status }  { $kind }, { $client }, plot { $plot }{ $due }
cli-request-due = {""}, due { $due }
cli-request-overdue = {""}, due { $due }, overdue { $span }
cli-request-is = Request { $number }: { $status }
cli-request-is-due = Request { $number }: { $status }, due { $due }
cli-request-whose = { $kind }: { $client }, plot { $plot }
cli-request-similar = This plot has an open request already: { $number }
cli-request-contradicts = An open request asks the opposite for this plot: { $number }
cli-request-not-undone = The command of request { $number } was sent and is not undone. The opposite one: pultctl request opposite { $number }
cli-plan-line = { $action } { $watts }: { $client }, plot { $plot }, meter { $meter }
cli-plan-hash = Nothing was sent. To send: pultctl request start { $number } --plan { $hash }

cli-meter-plan = Meter { $meter }: { $client }, plot { $plot }
cli-meter-last = Last known state: { $state }
cli-meter-outcome = { $outcome } ({ $code })

refusal-watts-doubted = { $watts } W is very little: were kilowatts meant? If watts are right, add --yes-watts.
refusal-tests-not-installed = The tests are not installed with this program. This works in a checkout.
refusal-command-still-pending = Command { $command } has no outcome yet. It stays in the queue: look at it later.
refusal-database-driver = This program has nothing to reach a database of the sort { $url } with. A local desk's address begins with sqlite:///.
