### The dialogs of a request.

dialog-cancel = Cancel
dialog-wait = Wait…
dialog-stale = The database does not answer, so nothing can be done. What you typed stays here: repeat when it is back.
dialog-writing = Storing

conflict-head = While you were editing, the request was changed: { $who }, { $when }.
conflict-somebody = another dispatcher
conflict-field = { $field }. Was: { $was }. Now: { $theirs }. Yours: { $mine }.
conflict-field-status = Status
conflict-keep = Keep mine
conflict-take = Take the new

file-title = New request
file-deed = File the request
file-deed-anyway = File it: { $watts } W is right
file-done = The request is filed and awaits confirmation
file-client = Client
file-client-hint = any part of the name
file-client-missing = No client is chosen. Type a part of the name and choose from the list.
file-plot = Plot
file-plot-missing = No plot is chosen. Enter a plot number of this client.
file-kind = Kind of request
file-watts = Power, W
file-watts-hint = for example 5 000
file-doubt = You entered { $watts } W. If { $watts } kW is meant, enter { $instead }.
file-doubt-again = Check the power. If { $watts } W is right, press the button again.
file-kilowatts = Enter { $watts } W
file-quota-free = Checks are not limited.
file-quota-left = { $used } of { $limit } filed, { $left } more { $left ->
    [one] request fits
   *[other] requests fit
 }.
file-quota-left-moved = Requests count to { $day }, { $left } of { $limit } left. Checks are not limited.
file-quota-full = { $used } of { $limit } filed; free from 00:00 of { $opens }{ $moved ->
    [yes] , counted to { $counted }.
   *[no] .
 }
file-similar = The plot already has { $number } open: { $what }, { $status }.
file-contradicts = Contradicts the open { $number }: { $what }, { $status }.
file-maximum = allowed { $watts }
file-text = Text
file-text-free = if there is anything to add
file-text-wanted = what to check and why
file-visit-price = If no fault is found, the visit is charged separately.
file-source = How it came
file-source-phone = By phone
file-source-message = By e-mail
file-source-letter = By a paper letter
file-caller = Who asked
file-caller-phone = the caller's name
file-caller-message = the sender
file-caller-letter = number of the letter and who signed it
file-reported = When it came

confirm-title = Confirm request { $number }
confirm-deed = Confirm the request
confirm-done = Request { $number } is confirmed
confirm-how = Confirmed by
confirm-how-message = A message from the registered address
confirm-how-signed-letter = A signed letter
confirm-how-call = A call
confirm-received = Received
confirm-no-call = A call alone does not confirm a control request.

start-title = Send the command: { $deed }
start-title-disconnect = Disconnect: { $client }, plot { $plot }, { $address }, meter { $meter }
start-plan = What will be sent
start-fact-action = Command
start-fact-meter = Meter
start-fact-state = Now
start-fact-expected = Expected
start-expected-limit = the meter shows a limit of { $watts }
start-expected-lift = the meter shows the former threshold, relay connected
start-expected-disconnect = the meter shows: relay disconnected, power 0 W
start-expected-reconnect = the meter shows: relay connected
start-digits = Last four digits of the meter's number
start-digits-hint = four digits
start-idle = Left alone, this window closes after 60 seconds.
start-idled = The command window of request { $number } closed after 60 idle seconds. Nothing was sent.
start-done = The command of request { $number } is queued

check-title = Begin the meter check, plot { $plot }
check-done = The check of request { $number } has begun

agree-title = Agree the visit, plot { $plot }
agree-title-again = Agree another date for the visit, plot { $plot }
agree-deed = Store the date
agree-deed-again = Store the other date
agree-done = The visit of request { $number } is agreed
agree-old = Agreed now: { $visit }
agree-with = Whom you spoke to
agree-phone = Phone
agree-day = Day of the visit
agree-window = Hours are agreed
agree-since = From
agree-until = Until
agree-no-answer = No answer
agree-no-answer-note = no answer
agree-attempts = { $n ->
    [one] { $n } call so far:
   *[other] { $n } calls so far:
 }
call-title = Call about request { $number }
call-deed = Log the call
call-done = The call about request { $number } is logged
call-note = What came of it

complete-title = Mark done: request { $number }
complete-deed = Mark done
complete-deed-words = Mark done by word
complete-done = Request { $number } is done
complete-evidence = Evidence
complete-asked = Asked
complete-showed = Meter
complete-advice = What to do
complete-no-proof = No reading proves the effect. The record will be marked “by word”.
complete-seen-by = Who saw what
complete-seen-by-hint = for example: chairman Petrova, no light in the house at 14:20
complete-result = Result of the check
complete-false-call = False call (the client pays)
complete-letter = The client gets a letter about it: { $email }

reject-title = Reject request { $number }
reject-deed = Reject the request
reject-done = Request { $number } is rejected
reject-reason = Reason
reject-words = Explanation (required for “other”)
reject-sent = The command has already gone to the meter. Rejecting the request does not undo it.
reject-opposite = File the opposite command
reject-letter = The client gets a letter with the reason: { $email }
withdraw-title = Request { $number } is withdrawn by the client
withdraw-deed = Store the withdrawal
withdraw-words = Who withdrew it, and how

opposite-title = Opposite command: { $deed }
opposite-why = The command of the rejected request { $number } has already gone to the meter. The opposite command is filed and confirmed at once, outside the client's quota.
opposite-done = The opposite of request { $number } is filed and can be sent now
reject-opposite-done = Request { $number } is rejected; its opposite command is filed and can be sent now
read-again-done = Reading the meter is queued
reject-reason-choose = Choose a reason
