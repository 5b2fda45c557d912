"""What a command line needs to name a profile and the time without knowing where things lie."""

from csatdesk.system.clock import now
from csatdesk.system.paths import Profile, ProfileUnusable, default_profile, open_profile
from csatdesk.system.settings import Settings, load_settings

__all__ = ["Profile", "ProfileUnusable", "Settings", "default_profile", "load_settings", "now", "open_profile"]
