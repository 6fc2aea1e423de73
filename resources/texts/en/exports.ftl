### Exporting the journal and the reports to a file.

export-title = Export to a file
export-button = Export…
export-button-tip = Export to Excel or CSV (Ctrl+E)
export-label-what = What
export-label-form = Kind of file
export-label-file = File
export-format-xlsx = Excel workbook (.xlsx)
export-format-csv = CSV text (.csv)
export-every-column = Every column, not only those shown
export-choose = Choose…
export-choose-title = Choose a file
export-cancel = Cancel
export-begin = { $n ->
    [one] Export { $rows } row
   *[other] Export { $rows } rows
 }
export-what-filtered = { $n ->
    [one] All that the filter keeps: { $rows } request
   *[other] All that the filter keeps: { $rows } requests
 }
export-what-selected = { $n ->
    [one] What is selected: { $rows } request
   *[other] What is selected: { $rows } requests
 }
export-hint-csv = For Excel .xlsx is better: opening CSV, Excel makes a date of plot “4/1” and drops leading zeros of numbers. Text that looks like a formula gets an apostrophe.
export-hint-sheets = { $n ->
    [one] The file will have { $n } sheet: a sheet of Excel holds { $most } rows.
   *[other] The file will have { $n } sheets: a sheet of Excel holds { $most } rows.
 }
export-hint-replaces = “{ $file }” exists. It will be replaced when the new file is complete.
export-problem-name = Give the file a name
export-problem-folder = There is no folder “{ $folder }”. Choose another.

export-progress = Exporting: { $written } of { $total }
export-progress-name = Progress of the export
export-stop = Cancel
export-stop-name = Cancel the export
export-stopped = Export cancelled, there is no file
export-done = { $n ->
    [one] { $rows } row exported: “{ $file }”
   *[other] { $rows } rows exported: “{ $file }”
 }
export-open-folder = Open the folder
export-leave-title = An export is under way
export-leave-text = The file is not complete yet. If Pult is closed now there will be none.
export-leave-stay = Go on exporting
export-leave-go = Cancel the export and close Pult

export-sheet-journal = Journal
export-column-status = Status
export-column-number = Number
export-column-client = Client
export-column-plot = Plot
export-column-subscriber = Subscriber
export-column-kind = Kind of request
export-column-watts = Limit, W
export-column-filed = Filed
export-column-confirmed = Confirmed
export-column-started = In progress since
export-column-closed = Closed
export-column-due = Deadline
export-column-start-due = Start by
export-column-completion-due = Complete by
export-column-term = State of the deadline
export-column-met = Last deadline
export-column-command = Command
export-column-reason = Reason of rejection
export-column-source = Source
export-column-version = Version

refusal-export-busy = Another export is still under way. Wait for it, or cancel it in the status bar.
refusal-file-no-room = “{ $file }” was not written: the disk is full. Make room or choose another disk.
refusal-file-not-writable = “{ $file }” was not written: this place cannot be written to. Close it in Excel or choose another folder.
refusal-file-no-folder = “{ $file }” was not written: there is no such folder. Choose another.
refusal-file-failed = “{ $file }” was not written: the disk does not answer. Choose another folder.
refusal-file-bad-name = The file was not written: a file cannot be called that. Give it a shorter name without special signs.
