"""The edge to Telegram: updates become `Incoming`, replies become calls, refusals become outcomes.

receive (polling) or webhook ─ read ─> Incoming        Reply ─ send ─> call ─ refusals ─> Outcome        profile: menus, descriptions
"""

import os

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the way that the library will go, else it warns at each 429
