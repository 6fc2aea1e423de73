### The console's window: frame, navigation, status bar, messages.

shell-title = Pult
shell-title-training = Pult · TRAINING MODE
shell-training = TRAINING MODE. No command reaches a meter
shell-training-mark = TRAINING MODE

shell-zone = ({ $name }, UTC{ $offset })
shell-zone-msk = MSK

screen-journal = Request journal
screen-settings = Settings

shell-navigation = Screens
shell-fold = Fold
shell-unfold = Unfold
shell-screen-waiting = { $name }, waiting: { $n }

shell-search = Number, plot, client
shell-search-tip = Search by number, plot, client, meter, MAC address and the request's text (Ctrl+K)
shell-search-key = Ctrl+K
shell-search-name = Search the journal
shell-search-clear = Clear the search
shell-help = ?
shell-help-name = List of keys
shell-clock-name = The dispatch point's clock
shell-operator-name = On shift: { $name }

counter-confirmed = Confirmed
counter-in-progress = In progress
counter-overdue = Overdue
counter-unknown = Outcome unknown
counter-name = { $name }: { $n }
counter-tip = Show only these requests. Press again for the former list.

status-bar-database = Database: { $name }
status-bar-local = this computer
status-bar-shared = shared
status-bar-commands = Commands queued: { $n }
status-bar-no-commands = No commands queued
status-bar-letters = Letters waiting: { $n }
status-bar-no-letters = No letters waiting
status-bar-calendar = Calendar { $year }: { $status ->
    [official] official
   *[preliminary] preliminary
 }
status-bar-worker = Worker: { $state ->
    [starting] starting
    [running] running
    [elsewhere] on the server
    [failed] stopped, starts again in { $seconds } s
   *[off] off
 }
status-bar-retry = Try again
status-bar-up = Connected again

shell-stale = No connection to the database since { $since }. Old data is shown, commands are off

shell-refused-unworded = Refused: { $code }. Nothing was changed.
shell-close = Close
shell-dismiss = Hide this message

shell-bug-title = A fault in the program
shell-bug-text = The program could not finish this. What you typed is not lost. The report below holds no personal data: copy it and send it to those who look after Pult.
shell-bug-report = Fault report
shell-bug-copy = Copy the report
shell-bug-copied = Copied

shell-conflict-title = Another dispatcher changed this request
shell-conflict-text = While you were editing, { $who } changed this request at { $when }. Your action was not carried out; what you typed is kept.
shell-conflict-field = Field
shell-conflict-was = Was
shell-conflict-theirs = Is now
shell-conflict-mine = Yours
shell-conflict-reload = Take the new
shell-conflict-keep = Back to mine

keys-title = Keys
keys-close = Close
key-search = Search
key-new = New request
key-open = Open the request's card
key-next = Next step of the request
key-read-meter = Read the meter
key-stop-blinking = Stop blinking
key-export = Export to Excel or CSV
key-print = Print the report
key-screens = Screens in their order
key-back = Back; nothing typed is lost
key-keys = This list
key-fold = Fold or unfold the list of screens

database-sqlite = { $file }
tour-local-only = The tour works on a local desk (sqlite:///…) or, without one, on the demo.
