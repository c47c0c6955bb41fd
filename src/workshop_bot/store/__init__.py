"""What must survive: one SQL database, SQLite by default, PostgreSQL by URL. It keeps numbers and opaque texts and knows no content.

    engine     open it, one transaction at a time, and what helps where that cannot be      lock    one speaker for it
    tables     all of it on one page                                                        schema  its layout, made or brought up to date
    erase      what concerns all nouns: a person is forgotten, a group moves, time is up    copy    a copy of it in use

Then one module a noun, with what is kept, found and changed of it; each that holds people's rows has its `forget`, `move` or `tidy`.
"""
