"""The working calendar from outside: `holidays` as the base, the xmlcalendar XML of an official year. Nothing else knows `holidays`."""

from app.calendars.base import base_status, base_year
from app.calendars.xmlcalendar import read_xmlcalendar

__all__ = ["base_status", "base_year", "read_xmlcalendar"]
