"""What must survive: one SQL database, SQLite by default, PostgreSQL by URL. It keeps numbers and opaque texts and knows no content.

engine: open it, hold it alone, one transaction at a time    tables: all of it on one page    migrations: how it came to be
then one file a noun: inbox, outbox, slots, chats, conversations, buttons, folders, meta
"""
