-- Kuaidi100: what the carriers told it, and when somebody last asked. Everything is made up.

-- A waybill that only somebody asked about is here, too: a carrier may take the parcel later.
CREATE TABLE parcels (
  com TEXT NOT NULL,
  num TEXT NOT NULL,
  phone TEXT NOT NULL DEFAULT '', -- of the receiver, where the carrier knows it
  state TEXT NOT NULL DEFAULT '0',
  asked_at INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (com, num)
) STRICT;

CREATE TABLE parcel_lines (
  id INTEGER PRIMARY KEY,
  com TEXT NOT NULL,
  num TEXT NOT NULL,
  at INTEGER NOT NULL,
  context TEXT NOT NULL,
  status TEXT NOT NULL
) STRICT;
CREATE INDEX parcel_lines_by_waybill ON parcel_lines (com, num, at);
