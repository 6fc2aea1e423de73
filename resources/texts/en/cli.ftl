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
cli-usage-bad-value = The value of { $name } will not do: { $detail }
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
refusal-moment-form = “{ $text }” is no moment. Write it like 2026-11-24T11:59:00+03:00.
refusal-day-form = “{ $text }” is no day. Write it like 2026-11-24.
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
