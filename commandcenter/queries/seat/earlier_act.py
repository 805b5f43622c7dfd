"""Who was first, when a command was refused because another person had changed the same thing."""

from commandcenter.store.overtaken import First as First
from commandcenter.store.overtaken import Thing as Thing
from commandcenter.store.overtaken import first_of as first_of
from commandcenter.store.overtaken import looked_at as looked_at
