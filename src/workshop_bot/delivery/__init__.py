"""The way of a message through the house: what came in is kept, answered once, and sent until it has arrived or cannot.

receive ─ inbox.keep ─> inbox ─ dispatch ─> Turn ─> handler ─> replies ─ outbox.put ─> outbox ─ sender ─> send
         (commit 1)              (commit 2: effects, replies, mark)                  (commit 3: outcome)
"""
