### Refusals and what is unavailable: what happened, then what to do. Key: refusal-<code>.

# Rights
refusal-operator-locked = The account { $login } is locked. Ask an administrator.
refusal-operator-may-not = { $login } may only look. A dispatcher has to do this.
refusal-operator-unknown = There is no operator { $login }. Check the login.
refusal-operator-exists = The operator { $login } exists already. Choose another login.

# Filing
refusal-client-not-registered = { $client } is not registered at this desk, so its requests are not accepted. Complete the registration first.
refusal-client-unknown = There is no client “{ $name }”. Check the name.
refusal-client-ambiguous = “{ $name }” fits several clients: { $names }. Give the full name.
refusal-subscriber-unknown = This client has no plot { $plot }. Check the plot number.
refusal-subscriber-not-clients = Plot { $plot } does not belong to { $client }. Choose a plot of this client.
refusal-watts-missing = No power is given. Enter whole watts, more than 0.
refusal-watts-not-positive = { $watts } W will not do. Enter whole watts, more than 0.
refusal-watts-over-maximum = { $watts } W is over the subscriber's allowed maximum of { $maximum } W. Enter { $maximum } W or less.
refusal-watts-not-wanted = Only a load limit carries a power. Remove it.
refusal-text-missing = It is not said what to check. Describe the reason for the check.
refusal-caller-missing = It is not said who asked. Enter { $source ->
    [letter] the letter's number and who signed it
    [message] the sender of the message
   *[phone] the caller's name
 }.
refusal-reported-in-future = { $at } has not come yet. Correct the date or time of the call or letter.
refusal-quota-full = { $quota } { $quota ->
    [one] request has
   *[other] requests have
 } already been filed for { $day }. The next can be filed from 00:00 of { $opens }{ $moved ->
    [yes] , counted to { $counted }
   *[no] {""}
 }. Meter checks are not limited. ({ $rule })

# Confirming
refusal-call-confirms-nothing = A call alone does not confirm such a request. Wait for a message from the registered address or a signed letter.
refusal-desk-confirms-own-only = The dispatcher's decision confirms only the desk's own opposite command. Choose another way.
refusal-link-expired = The time to confirm request { $number } is over. It is not confirmed; file it again.
refusal-not-lapsed-yet = The time to confirm request { $number } is not over yet. Wait.
refusal-received-in-future = { $at } has not come yet. Correct the date or time of receipt.

# A request's life
refusal-request-unknown = There is no request { $number }. Check the number.
refusal-number-form = “{ $text }” is not a request's number. It is written like 2026-000123.
refusal-wrong-status = Request { $number } is now “{ $status ->
    [filed] Awaiting confirmation
    [confirmed] Confirmed
    [in-progress] In progress
    [done] Done
    [rejected] Rejected
   *[lapsed] Not confirmed in time
 }”. { $wanted ->
    [confirmed] Only one that awaits confirmation can be confirmed.
    [in-progress] Only a confirmed one can be begun, and only a begun one changed.
    [done] Only one in progress can be marked done.
    [rejected] Only a confirmed or begun one can be rejected.
    [lapsed] It no longer awaits confirmation.
   *[call] Calls are logged while a request is open.
 }
refusal-changed-meanwhile = Another dispatcher has just changed request { $number }. Nothing was stored: look at it again and repeat.
refusal-conflict = While you were editing, { $who } changed this request at { $when }. Nothing was stored. Choose: keep mine or take the new.
conflict-field-visit-day = Day of the visit
refusal-not-a-remote-check = Only a remote check is begun this way. Open the request and choose its next step.
refusal-not-on-site = A visit is agreed only for an on-site check. Open the request and choose its next step.
refusal-visit-missing = It is not said when the visit is. Enter the agreed day.
refusal-visit-contact-missing = It is not said with whom it was agreed. Enter whom you spoke to.
refusal-visit-in-the-past = The day { $day } has passed. Choose today or later.
refusal-visit-window = From { $since } to { $until } does not fit. The beginning has to be before the end.
refusal-evidence-missing = No reading proves the effect. Read the meter's state, or enter who saw what.
refusal-result-missing = The result is missing. Enter the result of the check.
refusal-false-call-not-on-site = Only an on-site check can be a false call. Remove the mark.
refusal-reason-missing = The reason is missing. Choose one from the list or enter your own.
refusal-no-opposite = A check has no opposite command. File a new request.
refusal-nothing-was-sent = No command was sent for request { $number }. The opposite command is not needed.

# Commands
refusal-command-unknown = There is no command { $command }. Refresh the request's card.
refusal-command-pending = A command of request { $number } is still under way. Wait for its outcome.
refusal-command-pending-meter = Meter { $meter } is still carrying out a command. Wait for its outcome.
refusal-plan-changed = Something has changed since the plan was shown. Nothing was sent: check the new plan and confirm it.
refusal-plan-blocked = The command cannot be sent: { $reason ->
    [protected] the subscriber is protected, a second dispatcher has to release it
    [no-meter] the plot has no meter
    [no-driver] no connection is set up for the meter
    [command-pending] the meter is still carrying out an earlier command
    [read-first] the outcome of the earlier command is unknown, read the meter's state first
    [wrong-status] the request is not confirmed, or closed already
    [not-control] this request does not control a meter
   *[other] the plan is held ({ $reason })
 }.
refusal-not-control = This request does not control a meter, so it has no command. Choose its next step.
refusal-no-meter = Nothing to read for request { $number }: the plot has no meter with a connection. Add the meter.
refusal-no-driver = No connection is set up for meter { $meter }. Set the driver in the meter's card.
refusal-protected = The subscriber of plot { $plot } is protected: { $reason }. Disconnect and limit only with a second dispatcher's release.
refusal-meter-unknown = There is no meter { $meter }. Check the serial number or MAC address.

# MAC address
refusal-mac-cyrillic = In the MAC address { $mac } the letter “{ $letter }” at place { $position } is Cyrillic. Type the Latin one.
refusal-mac-character = The MAC address { $mac } has a stray “{ $character }”. Digits and letters A to F are used.
refusal-mac-length = The MAC address { $mac } has { $digits } digits, it should have 12. Check it.

# Register files
refusal-file-unreadable = { $cause ->
    [missing] There is no file { $file }. Check whether it was moved or renamed.
    [rights] You may not read the file { $file }. Ask whoever gave it to you.
    [folder] { $file } is a folder. Choose a file.
   *[other] The file { $file } cannot be read. Check the disk and the path and repeat.
}
refusal-sheet-empty = There is no data in the file. Choose another file.
refusal-sheet-damaged = The file is damaged, the sheet does not open. Save it again and repeat.
refusal-sheet-encrypted = The sheet is protected by a password. Remove it in Excel and repeat.
refusal-sheet-encoding = The encoding of the file was not recognised. Save it as UTF-8 or Windows-1251.
refusal-sheet-format = This is no sheet that can be taken ({ $format }). Save it as .xlsx, .xls or .csv.
refusal-sheet-too-large = The file is too large: { $megabytes } MB, the limit is { $limit } MB. Split it.
refusal-sheet-too-long = The sheet has too many rows, the limit is { $limit }. Split it.
refusal-sheet-bomb = The file unpacks to more than { $limit } MB and was not taken. Save the sheet again.
refusal-sheet-unsafe = The part { $part } of the file is unsafe, it was not taken. Save the sheet again.
refusal-import-answer-invalid = The answer “{ $answer }” for cell { $cell } will not do. Possible answers: { $known }.
refusal-import-answer-unknown = There was no question about cell { $cell }. There are questions about: { $known }.
refusal-import-column-ambiguous = Several columns are headed “{ $column }”: { $letters }. Name the column by its letter.
refusal-import-column-twice = The field { $field } is given to two columns, the second is “{ $column }”. Keep one.
refusal-import-column-unknown = There is no column “{ $column }”. There are: { $known }.
refusal-import-field-unknown = There is no field “{ $field }”. There are: { $known }.
refusal-import-no-column = No column was found for { $field }. Name it yourself. The headings are: { $headings }.
refusal-import-no-heading = No heading row was found on the sheet “{ $sheet }”. Check that it is the right sheet.
refusal-import-sheet-unknown = There is no sheet “{ $sheet }” in the file. There are: { $known }.

# Database
refusal-database-missing = There is no database { $path }. Make it: pultctl db init.
refusal-text-unusable = The text contains a character that cannot be stored. Delete it or type the text anew. Nothing was changed.
refusal-database-exists = The database { $path } exists already. Nothing was changed.
refusal-database-not-a-desk = { $path } is not a desk's database. Check the address.
refusal-database-newer = The database { $path } is newer than the program (schema { $revision }, the program knows { $wanted }). Update the program.
refusal-database-older = The database { $path } is older than the program (schema { $revision }, { $wanted } is needed). Upgrade it: pultctl db upgrade.
refusal-database-cannot-open = The database { $path } does not open. Check the path and the rights of its folder.
refusal-database-url = The database address “{ $url }” cannot be read. Check how it is written.
refusal-database-locked = The database { $path } is busy with another program. Nothing was stored: repeat in a minute.
refusal-database-read-only = The database { $path } can only be read. Nothing was stored: check the file's rights.
refusal-database-disk-full = The disk of the database { $path } is full. Nothing was stored: make room and repeat.
refusal-database-corrupt = The database { $path } is damaged. Do not write to it: restore the last backup (pultctl db restore).
refusal-database-away = The database { $path } cannot be reached. Nothing was stored: check the network, the program keeps trying.
refusal-database-failed = The database { $path } answered with an error: { $detail }. Nothing was stored: repeat, and tell an administrator if it returns.
refusal-backup-exists = The file { $path } exists already. Name the backup otherwise.
refusal-backup-sqlite-only = Only this computer's database can be copied as a file. A shared one has pg_dump.
refusal-already-verified = Every meter of the request is verified, there is nothing to send. Mark the request done.
refusal-read-first = The outcome of the earlier command to meter { $meter } is unknown. Read its state first.
refusal-opposite-exists = The opposite command is filed already: request { $number }. Open it.
refusal-received-too-early = { $at } is more than two weeks before the request was filed. Check when the confirmation came.

refusal-saved-filter-nameless = Give the filter a name
refusal-saved-filter-exists = There is a filter “{ $name }” already. Choose another name
refusal-saved-filters-full = { $n } filters are saved already. Delete one that is not needed, then save this one
