"""The edge to Telegram: updates become `Incoming`, replies become calls, refusals become outcomes.

receive (polling) or webhook ─ read ─> Incoming        Reply ─ send ─> call ─ refusals ─> Outcome        profile: menus, descriptions
"""
