# Общая база

refusal-database-busy = С базой { $path } одновременно работают другие. Ничего не записано: повторите.
refusal-database-outcome-unknown = Связь с базой { $path } оборвалась во время записи: записано или нет, неизвестно. Прежде чем повторить, посмотрите в журнале.
refusal-database-sign-in = База { $path } не приняла имя или пароль. Проверьте файл паролей (.pgpass) или PGPASSWORD.
refusal-database-missing-there = На сервере нет базы { $path }. Её создаёт администратор сервера: createdb, затем pultctl db init.
refusal-database-may-not = В базе { $path } не хватает прав на это действие. Ничего не записано: скажите администратору базы.
refusal-database-url-password = Пароль в адресе базы виден другим на этом компьютере. Уберите его из адреса, впишите в файл паролей (.pgpass) или в PGPASSWORD.

# Ожидание базы при запуске
waiting-title = Пульт: нет связи с базой
waiting-again = Пробую снова сам. Окно откроется, когда база ответит.
waiting-close = Закрыть
