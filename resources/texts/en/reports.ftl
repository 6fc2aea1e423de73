### Reports: the day's visits, the month's false calls, requests by day.

screen-reports = Reports

reports-tab-visits = Visits of the day
reports-tab-calls = False calls
reports-tab-load = Requests and terms
reports-print = Print
reports-print-tip = Print the report (Ctrl+P); without a printer it is saved as PDF
reports-print-title = Print the report
reports-pdf-title = There is no printer: save the report as PDF
reports-pdf-filter = PDF document
reports-pdf-done = Report saved: { $file }
reports-printed-at = Pult, { $at }
reports-table-name = Table of the report
reports-loading = Gathering the report…
reports-previous = Earlier
reports-next = Later
reports-today = Today
reports-unit = Period
reports-day = Day
reports-unit-month = Month
reports-unit-quarter = Quarter
reports-unit-year = Year
reports-quarter = Quarter { $n } of { $year }
reports-year = { $year }
reports-export-rows = { $n ->
    [one] The whole report: { $n } row
   *[other] The whole report: { $n } rows
 }

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

visits-title = Visits on { $day }
visits-sheet = Visits
visits-count = { $n ->
    [one] { $n } visit
   *[other] { $n } visits
 }
visits-empty = No visits on this day
visits-empty-hint = On-site checks agreed with the client for this day will stand here.
visits-empty-button = To the next day
visits-any-time = any time
visits-since = from { $since }
visits-until = until { $until }
visits-column-window = Time
visits-column-client = Client
visits-column-plot = Plot
visits-column-street = Address
visits-column-subscriber = Subscriber
visits-column-phone = Phone
visits-column-agreed = Agreed with
visits-column-meters = Meter
visits-column-text = What to check
visits-column-number = Request
visits-column-result = What was found
visits-column-signature = Signature

calls-title = False calls of { $month }
calls-sheet = False calls
calls-count = { $n ->
    [one] { $n } false call, { $rubles } ₽ to pay
   *[other] { $n } false calls, { $rubles } ₽ to pay
 }
calls-count-plain = { $n ->
    [one] { $n } false call
   *[other] { $n } false calls
 }
calls-empty = No false calls in this month
calls-empty-hint = Visits marked “False call” will stand here: the client pays for them.
calls-empty-button = To the month before
calls-column-client = Client
calls-column-number = Request
calls-column-plot = Plot
calls-column-closed = Done
calls-column-result = What was found
calls-column-price = Price, ₽
calls-total = { $n ->
    [one] Total { $client }: { $n } call
   *[other] Total { $client }: { $n } calls
 }
calls-unpriced = { $n ->
    [one] { $n } of them without a price
   *[other] { $n } of them without a price
 }
calls-total-all = { $n ->
    [one] In all: { $n } call
   *[other] In all: { $n } calls
 }
calls-price-none = A false call has no price yet: nothing is summed up.
calls-price-is = Price of a false call: { $rubles } ₽
calls-price-is-next = Price of a false call: { $rubles } ₽, from { $day }: { $next } ₽
calls-price-set = Set the price…
calls-price-change = Change the price…
calls-price-administrator = An administrator sets the price

price-title = Price of a false call
price-rubles = Price of a visit, ₽
price-since = In force from
price-hint = A visit costs what was in force on the day the check was closed. Earlier days keep their price.
price-former = Now: { $rubles } ₽
price-former-none = No price is set now
price-set = Set { $rubles } ₽ from { $day }
price-set-plain = Set the price
price-not-a-number = Enter rubles as a number, 1500 or 1 500,50
price-cancel = Cancel
price-done = Price of a false call: { $rubles } ₽ from { $day }

refusal-price-not-positive = A price must be above zero.
refusal-price-too-high = The price is above { $most } ₽: look for zeros too many.
refusal-price-in-kopecks = Give the price in rubles and kopecks: at most two digits after the comma.
refusal-administrator-only = { $login } may not change the regulation. An administrator does that.

load-title = Requests and terms: { $period }
load-sheet = Requests by day
load-client = Client
load-any-client = All clients
load-column-day = Day
load-column-filed = Filed
load-column-judged = Terms fallen due
load-column-in-term = In time
load-column-share = In time, %
load-total = In all
load-axis-filed = Requests a day
load-axis-share = In time, %
load-line = Share done in time
load-plot-name = Chart of requests by day. Arrow keys left and right choose a day
load-hint = Arrows ← → or the mouse: the day's numbers. Confirmed requests count, by the day they were filed.
load-day = { $n ->
    [one] { $day }: { $n } request
   *[other] { $day }: { $n } requests
 }
load-day-none = { $day }: no requests
load-kind = { $kind } { $n }
load-terms = { $kept } of { $judged } in time ({ $share } %)
load-terms-none = no terms have fallen due
load-summary = { $n ->
    [one] { $n } request
   *[other] { $n } requests
 }
load-empty = No requests in this period
load-empty-hint = A chart of confirmed requests by day and kind, with the share done in time, will stand here.
load-empty-button = To the period before
