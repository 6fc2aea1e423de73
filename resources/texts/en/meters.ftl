# How meters are reached, their keys, meters that are worked by hand

state-by-hand = entered by hand, seen: { $where }

command-code-by-hand = done by the dispatcher in the metering system's program
command-code-keys-missing = not sent: there are no meter keys of that name. Give them: pultctl meter keys set NAME
command-code-keys-unusable = not sent: the meter's keys are written wrongly. Give them anew: pultctl meter keys set NAME
command-code-counters-away = not sent: the database gave no numbers to cipher with
command-code-association-refused = not sent: the meter did not take the connection; its keys may be others
command-code-not-authentic = not sent: the meter did not prove that it is the one
command-code-counter-behind = not sent: the meter has seen our ciphering numbers and does not say up to which
command-code-counter-far-off = not sent: the meter named a ciphering number that is not to be believed
command-code-options = not sent: the address or the settings of the meter's connection are wrong
command-code-wrong-meter = not sent: another meter answers at this address
command-code-relay-mode-0 = not sent: this meter's relay obeys nobody (mode 0)
command-code-no-limiter = not sent: the meter has no limiter
command-code-limiter-watches = not sent: the limiter does not watch the active power in watts
command-code-limiter-actions = not sent: the limiter's actions are inverted or unknown
command-code-limiter-emergency = not sent: an emergency threshold of the limiter acts
command-code-threshold-range = not sent: this meter's limiter cannot hold such a threshold
command-code-limit-not-told = not sent: the meter does not tell which limit stands now; it could not be restored later
command-code-not-understood = the meter's answer is not understood
command-code-exception = the meter refused to answer
command-code-unsupported = the meter cannot do it
command-code-driver-unknown = not sent: there is no driver of that name
command-code-system-away = not sent: the metering system is away
command-code-gateway-busy = not sent: the gateway is busy with another conversation

refusal-by-hand = Meter { $meter } is worked in the metering system's own program. Do it there and enter what you saw.
refusal-not-by-hand = Meter { $meter } is worked by the desk itself: its state is read, not entered.
refusal-command-not-planned = Meter { $meter } has no command that waits to be carried out. Refresh the card.
refusal-seen-where-blank = Write where it was seen, for example: the program of SUP-04.
refusal-seen-in-future = The moment when it was seen has not come yet. Correct it.
refusal-seen-before-plan = It was seen before the plan was confirmed ({ $at }), so it proves nothing. Look once more after doing it.
refusal-seen-before-sent = It was seen before the command was carried out ({ $at }), so it proves nothing. Look once more.
refusal-seen-limit = A limit is a whole number of watts above zero, the power not below zero. Correct it or leave it empty.

refusal-meter-keys-name = The keys' name { $name } will not do: small Latin letters, digits and hyphens, up to 63 signs.
refusal-meter-keys-missing = There are no keys named { $name }. Give them: pultctl meter keys set { $name }, on a server through systemd (pult-meter-keys-{ $name }).
refusal-meter-keys-malformed = The keys { $name } are written wrongly: two keys of 32 hexadecimal digits are wanted. Give them anew.
refusal-keyring-missing = This machine has no keyring. On a server give the keys through systemd or the variable PULT_METER_KEYS_….
refusal-keyring-refused = The keyring is locked or did not take the keys. Unlock it and repeat.
refusal-counters-exhausted = The ciphering numbers for { $key } are used up. Exchange the meters' keys.
refusal-driver-unknown = There is no driver { $driver }. There are: { $known }.
refusal-meter-options-secret = The setting { $option } looks like a key. Keys are given apart: pultctl meter keys set NAME; here stands only keys=NAME.

cli-help-meter-connect = Say how the meter is reached: driver, address, gateway, settings
cli-help-meter-seen = Enter what was seen of a meter that is worked by hand
cli-help-meter-keys = The meters' ciphering keys in this machine's keyring
cli-help-keys-set = Keep the keys: asked for unseen, or read from the standard input
cli-help-keys-check = Say where the keys are found; they are not shown
cli-help-keys-drop = Take the keys out of the keyring
cli-argument-keys = Name of the keys, for example gw4
cli-option-driver = The driver: simulator, dlms, manual
cli-option-address = Where the meter or its gateway answers
cli-option-gateway = Name of the gateway: one conversation at a time goes over it
cli-option-option = A setting of the driver, for example keys=gw4; may be repeated
cli-option-relay = What the relay shows
cli-option-where = Where it was seen, for example "the program of SUP-04"
cli-option-seen-at = When it was seen; now where it is left out
cli-option-seen-limit = The limit that stands, W; none where it is left out
cli-option-limit-before = The limit that stood before ours, W
cli-option-power = The power now, W
cli-option-done-by-hand = The planned command was carried out in the metering system's program
cli-usage-pair = "{ $text }" is not of the form NAME=VALUE.
cli-keys-encryption = Encryption key (32 hexadecimal digits):
cli-keys-authentication = Authentication key (32 hexadecimal digits):
cli-keys-kept = The keys { $name } are kept.
cli-keys-found = The keys { $name } are there: { $where ->
    [credentials] systemd credentials
    [environment] environment variable
   *[keyring] keyring
}.
cli-keys-dropped = The keys { $name } are gone.
cli-meter-connected = Meter { $meter }: driver { $driver }.

card-command-evidence = What the meter answered, word for word:

next-state-done = Done in the metering program: enter what you saw
next-enter-seen = Enter what was seen later
next-start-by-hand = Take on: { $deed }
card-waiting-by-hand = Carry the command out in the metering system's program, then enter what you saw.
manual-planned = Request { $number }: the plan is stored. Carry it out in the metering system's program and enter what you saw.
manual-title-disconnect = Disconnection done? { $client }, plot { $plot }, { $address }, meter { $meter }
manual-title = Done? { $deed }, meter { $meter }
manual-title-seen = What was seen: plot { $plot }, meter { $meter }
manual-deed-done = Done in the metering program
manual-deed-seen = Enter the observation
manual-plan = The plan that was confirmed
manual-relay = The relay shows
manual-relay-choose = choose what you saw
manual-limit = Limit now, W
manual-limit-hint = empty where there is no limit
manual-limit-before = Limit before that, W
manual-limit-before-hint = what stood before; empty where there was none
manual-power = Power now, W
manual-power-hint = empty where it is not shown
manual-seen-at = Seen at
manual-where = Seen where
manual-where-value = the program of { $system }
manual-note = The entry stays with the request, marked "entered by hand".
manual-done = Request { $number }: what was seen is entered.
manual-relay-missing = Choose what the relay shows.
