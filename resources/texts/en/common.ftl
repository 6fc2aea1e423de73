### Words shared by the console, pultctl and letters.

weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun
weekday-whom-1 = Monday
weekday-whom-2 = Tuesday
weekday-whom-3 = Wednesday
weekday-whom-4 = Thursday
weekday-whom-5 = Friday
weekday-whom-6 = Saturday
weekday-whom-7 = Sunday

span-days-hours = { $days } d { $hours } h
watts = { $watts } W

kind-limit = Load limit
kind-lift = Lift limit
kind-disconnect = Disconnect
kind-reconnect = Reconnect
kind-remote-check = Remote meter check
kind-on-site-check = On-site meter check

status-filed = Awaiting confirmation
status-confirmed = Confirmed
status-in-progress = In progress
status-done = Done
status-rejected = Rejected
status-lapsed = Not confirmed in time

reason-unclear = the request is unclear
reason-no-connection = no connection to the meter
reason-subscriber-not-found = subscriber not found
reason-power-exceeded = power exceeded
reason-withdrawn = withdrawn by the client
reason-other = other

source-cabinet = from the cabinet
source-phone = by phone
source-letter = by a paper letter
source-message = by e-mail
source-desk = the desk's opposite command

confirmed-by-cabinet = in the cabinet
confirmed-by-message = by a message from the registered address
confirmed-by-signed-letter = by a signed letter
confirmed-by-call = by phone
confirmed-by-desk = by the dispatcher

command-planned = command queued
command-sending = sending
command-sent = sent, being verified
command-verified = verified
command-refused = refused
command-unknown = outcome unknown

relay-connected = relay connected
relay-disconnected = relay disconnected
relay-ready-for-reconnection = ready for reconnection, waits for the button on the meter
limit-none = no limit
limit-is = limit { $watts } W
power-is = power { $watts } W

### Where a deadline comes from (A11).
step-confirmed = confirmed { $at }
step-day = { $day }: { $kind ->
    [working] working day
    [working-saturday] working Saturday
    [working-sunday] working Sunday
    [weekend] weekend
    [holiday] public holiday
   *[moved-off] day off (moved)
 }
step-before-noon = before { $noon } of a working day: the same day
step-after-noon = { $noon } or later: the next working day
step-skipped = { $day }: { $kind ->
    [working] working day
    [working-saturday] working Saturday
    [working-sunday] working Sunday
    [weekend] weekend
    [holiday] public holiday
   *[moved-off] day off (moved)
 }, passed over
step-next-working-day = next working day: { $day }{ $kind ->
    [working-saturday] {" "}(working Saturday)
    [working-sunday] {" "}(working Sunday)
   *[other] {""}
 }
step-shortened-does-not-move = a shortened day, but { $end } does not move
step-due = due { $at }
step-started = in progress since { $at }
step-hours = plus { $hours } hours
step-end-of-nth-day = to the end of day { $days } after that day
step-end-of-agreed-day = agreed day: { $day }
step-not-moved = weekends and holidays do not move this deadline
step-due-end-of-day = due 24:00 of { $day } (00:00 of the next day)
step-preliminary = the calendar of { $year } is not decreed yet, the deadline may change
