"""Who was first, when a command was refused because another person had changed the same thing."""

from commandcenter.store.seat.earlier_act import First as First
from commandcenter.store.seat.earlier_act import Thing as Thing
from commandcenter.store.seat.earlier_act import first_of as first_of
from commandcenter.store.seat.earlier_act import looked_at as looked_at
