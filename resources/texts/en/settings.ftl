### Settings of this workplace.

settings-find = Find a setting
settings-restart = Changes take effect at the next start of Pult.

settings-language = Language
settings-language-hint = The language of this program. Clients get letters in theirs.
settings-language-system = As in the system
settings-language-ru = Русский
settings-language-en = English

settings-theme = Appearance
settings-theme-hint = A light or a dark window. The colours of statuses are the same in both.
settings-theme-system = As in the system
settings-theme-light = Light
settings-theme-dark = Dark

settings-text-size = Text size
settings-text-size-hint = The journal's rows grow with the text.
settings-text-size-system = Normal
settings-text-size-11 = A little larger
settings-text-size-12 = Large
settings-text-size-14 = Very large

settings-reduce-motion = Less motion
settings-reduce-motion-hint = Overdue rows do not blink; their marker, icon and bold text stay.
settings-reduce-motion-system = As in the system
settings-reduce-motion-true = Yes, no blinking
settings-reduce-motion-false = No, blink
