# The shared database

refusal-database-busy = Others are at work in the database { $path } at the same moment. Nothing was stored: repeat.
refusal-database-outcome-unknown = The link to the database { $path } broke while it was storing: whether it was stored is unknown. Look in the journal before you repeat.
refusal-database-sign-in = The database { $path } did not accept the name or the password. Check the password file (.pgpass) or PGPASSWORD.
refusal-database-missing-there = The server has no database { $path }. The server's administrator makes it: createdb, then pultctl db init.
refusal-database-may-not = In the database { $path } this is not allowed. Nothing was stored: tell the administrator of the database.
refusal-database-url-password = A password in the database address can be seen by others on this computer. Take it out of the address; put it into the password file (.pgpass) or PGPASSWORD.

# Waiting for the database at the start
waiting-title = Pult: the database cannot be reached
waiting-again = It keeps trying by itself. The console opens when the database answers.
waiting-close = Close
