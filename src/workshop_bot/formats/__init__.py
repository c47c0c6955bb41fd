"""Programmes in other forms, one module each, and what an import changes in a folder.

in    bytes ─ recognise ─> csv_, xlsx, ics, frab_xml, json_ ─> Programme ─ fitting ─> what would change ─ adopting ─> edits of files
out   Knowledge ─ csv_, xlsx, calendar, frab_xml, frab_json, posters, examination ─> text or bytes
"""
