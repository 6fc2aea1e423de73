### Настройки рабочего места.

settings-find = Найти настройку
settings-restart = Изменения вступят в силу при следующем запуске Пульта.

settings-language = Язык
settings-language-hint = На каком языке говорит Пульт. Письма клиентам уходят на их языке.
settings-language-system = Как в системе
settings-language-ru = Русский
settings-language-en = English

settings-theme = Оформление
settings-theme-hint = Светлое или тёмное окно. Цвета статусов заявок одинаковы в обоих.
settings-theme-system = Как в системе
settings-theme-light = Светлое
settings-theme-dark = Тёмное

settings-text-size = Размер текста
settings-text-size-hint = Строки журнала становятся выше вместе с текстом.
settings-text-size-system = Обычный
settings-text-size-11 = Чуть крупнее
settings-text-size-12 = Крупный
settings-text-size-14 = Очень крупный

settings-reduce-motion = Меньше движения
settings-reduce-motion-hint = Просроченные строки не мигают; пометка просрочки, значок и жирный текст остаются.
settings-reduce-motion-system = Как в системе
settings-reduce-motion-true = Да, не мигать
settings-reduce-motion-false = Нет, мигать
