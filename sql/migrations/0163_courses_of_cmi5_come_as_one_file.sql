-- The structure of a cmi5 course whose units are all on other servers is a file without an archive.
ALTER TABLE blobs DROP CONSTRAINT blobs_media_type_known;
ALTER TABLE blobs ADD CONSTRAINT blobs_media_type_known CHECK (media_type IN (
    'application/pdf', 'application/epub+zip', 'application/zip', 'application/xml', 'text/html',
    'audio/mpeg', 'audio/mp4', 'audio/ogg', 'image/jpeg', 'image/png', 'image/gif', 'image/webp',
    'video/mp4', 'video/webm'));
