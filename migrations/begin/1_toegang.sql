-- Access: organisations, desks, accounts, grants, sessions, and what all of these rest on.

CREATE TABLE organisatie (
    id {uuid} PRIMARY KEY,
    naam TEXT NOT NULL,
    soort TEXT NOT NULL,
    actief {bool} NOT NULL,
    versie INTEGER NOT NULL,
    wijziging {uuid}
) {strict};

-- an organisation works for these gemeenten; for the whole region when there are none
CREATE TABLE organisatie_gemeente (
    organisatie_id {uuid} NOT NULL REFERENCES organisatie (id),
    gemeente TEXT NOT NULL,
    wijziging {uuid},
    PRIMARY KEY (organisatie_id, gemeente)
) {strict_without_rowid};

CREATE TABLE desk (
    id {uuid} PRIMARY KEY,
    organisatie_id {uuid} NOT NULL REFERENCES organisatie (id),
    naam TEXT NOT NULL,
    route TEXT NOT NULL,
    gebied_soort TEXT NOT NULL,
    gebied TEXT NOT NULL,
    -- families at a time, as the beheerder notes it
    capaciteit INTEGER,
    -- how many more it can take now, and how long one waits, as the desk notes it
    vrije_plekken INTEGER,
    wachttijd_dagen INTEGER,
    -- when somebody there last looked at both
    ruimte_op {moment},
    actief {bool} NOT NULL,
    -- working days in which this desk answers; without, those of its route
    responstermijn INTEGER CHECK (responstermijn > 0),
    versie INTEGER NOT NULL,
    wijziging {uuid}
) {strict};
CREATE INDEX desk_organisatie ON desk (organisatie_id);

CREATE TABLE gebruiker (
    id {uuid} PRIMARY KEY,
    organisatie_id {uuid} NOT NULL REFERENCES organisatie (id),
    gebruikersnaam TEXT NOT NULL UNIQUE,
    naam TEXT NOT NULL,
    -- where codes for this account go, when the server sends mail
    email TEXT,
    -- whether the account holder showed that they read it: they accepted a code that was sent there
    email_bewezen {bool} NOT NULL DEFAULT FALSE,
    -- where colleagues reach them, as it was written; empty when nobody said
    werktelefoon TEXT NOT NULL DEFAULT '',
    -- the names of before, oldest first, each with until when it held and who changed it
    eerdere_namen {json} NOT NULL DEFAULT '[]',
    -- an argon2id hash, set by the account holder; absent until the invitation is accepted
    wachtwoord TEXT,
    -- the sealed TOTP secret, and the last step that was used: a code works once
    totp_geheim {bytes},
    totp_stap {bigint} NOT NULL,
    -- the hash of a one-time code
    uitnodiging {bytes} UNIQUE,
    uitnodiging_tot {moment},
    -- whether the code went to that address, and not to who asked
    uitnodiging_verstuurd {bool} NOT NULL DEFAULT FALSE,
    actief {bool} NOT NULL,
    aangemaakt_op {moment} NOT NULL,
    versie INTEGER NOT NULL,
    -- somebody who left and comes back gets another account
    vertrokken_op {moment},
    -- who was given the code: absent when it was given at the machine itself
    uitgenodigd_door_id {uuid} REFERENCES gebruiker (id),
    wijziging {uuid}
) {strict};
CREATE INDEX gebruiker_organisatie ON gebruiker (organisatie_id);

CREATE TABLE toekenning (
    id {uuid} PRIMARY KEY,
    gebruiker_id {uuid} NOT NULL REFERENCES gebruiker (id),
    rol TEXT NOT NULL,
    gebied_soort TEXT NOT NULL,
    gebied TEXT NOT NULL,
    geldig_van {moment} NOT NULL,
    geldig_tot {moment},
    -- who gave it: absent when it was given at the machine itself
    door_id {uuid} REFERENCES gebruiker (id),
    -- for whom the holder deputises
    waarneming_voor_id {uuid} REFERENCES gebruiker (id),
    -- since when it waits for a second person: until they confirm it opens nothing
    wacht_sinds {moment},
    bevestigd_door_id {uuid} REFERENCES gebruiker (id),
    bevestigd_op {moment},
    wijziging {uuid}
) {strict};
CREATE INDEX toekenning_gebruiker ON toekenning (gebruiker_id);

-- a lost second factor: one administrator asks, another confirms
CREATE TABLE factorherstel (
    id {uuid} PRIMARY KEY,
    gebruiker_id {uuid} NOT NULL REFERENCES gebruiker (id),
    reden TEXT NOT NULL,
    aangevraagd_door_id {uuid} NOT NULL REFERENCES gebruiker (id),
    aangevraagd_op {moment} NOT NULL,
    verloopt_op {moment} NOT NULL,
    bevestigd_door_id {uuid} REFERENCES gebruiker (id),
    bevestigd_op {moment},
    wijziging {uuid},
    CHECK (bevestigd_door_id <> aangevraagd_door_id AND bevestigd_door_id <> gebruiker_id)
) {strict};
CREATE INDEX factorherstel_gebruiker ON factorherstel (gebruiker_id);

-- all the open work of one person, handed over to another
CREATE TABLE overdracht (
    id {uuid} PRIMARY KEY,
    van_id {uuid} NOT NULL REFERENCES gebruiker (id),
    aan_id {uuid} NOT NULL REFERENCES gebruiker (id),
    door_id {uuid} NOT NULL REFERENCES gebruiker (id),
    op {moment} NOT NULL,
    wijziging {uuid}
) {strict};

-- a record system that asks on behalf of somebody of its own organisation
CREATE TABLE machineclient (
    id {uuid} PRIMARY KEY,
    organisatie_id {uuid} NOT NULL REFERENCES organisatie (id),
    naam TEXT NOT NULL,
    aangemaakt_op {moment} NOT NULL,
    -- from this moment on it is believed no more
    ingetrokken_op {moment},
    wijziging {uuid}
) {strict};
CREATE INDEX machineclient_organisatie ON machineclient (organisatie_id);

-- the public halves of its keys, each good for one algorithm
CREATE TABLE machineclient_sleutel (
    id {uuid} PRIMARY KEY,
    machineclient_id {uuid} NOT NULL REFERENCES machineclient (id),
    algoritme TEXT NOT NULL,
    kid TEXT,
    publiek {bytes} NOT NULL,
    wijziging {uuid}
) {strict};
CREATE INDEX machineclient_sleutel_client ON machineclient_sleutel (machineclient_id);

-- the most it may do, on whose behalf it may ask
CREATE TABLE machineclient_toekenning (
    id {uuid} PRIMARY KEY,
    machineclient_id {uuid} NOT NULL REFERENCES machineclient (id),
    rol TEXT NOT NULL,
    gebied_soort TEXT NOT NULL,
    gebied TEXT NOT NULL,
    wijziging {uuid}
) {strict};
CREATE INDEX machineclient_toekenning_client ON machineclient_toekenning (machineclient_id);

-- the assertions that were used, by the hash of their name, until they would have expired anyway
CREATE TABLE machineclient_verklaring (
    machineclient_id {uuid} NOT NULL REFERENCES machineclient (id),
    hash {bytes} NOT NULL,
    vervalt_op {moment} NOT NULL,
    PRIMARY KEY (machineclient_id, hash)
) {strict_without_rowid};
CREATE INDEX machineclient_verklaring_vervalt ON machineclient_verklaring (vervalt_op);

-- who is known to an outside identity provider, and as whom; made by hand, never by a login
CREATE TABLE oidc_koppeling (
    id {uuid} PRIMARY KEY,
    gebruiker_id {uuid} NOT NULL REFERENCES gebruiker (id),
    uitgever TEXT NOT NULL,
    -- the account's name at the provider
    onderwerp TEXT NOT NULL,
    gekoppeld_op {moment} NOT NULL,
    wijziging {uuid},
    UNIQUE (uitgever, onderwerp)
) {strict};
CREATE INDEX oidc_koppeling_gebruiker ON oidc_koppeling (gebruiker_id);

-- a login that was begun at the provider: its nonce and its proof key, sealed, for ten minutes and for one use
CREATE TABLE oidc_poging (
    -- the hash of `state`
    hash {bytes} PRIMARY KEY,
    id {uuid} NOT NULL,
    geheim {bytes} NOT NULL,
    vervalt_op {moment} NOT NULL
) {strict};
CREATE INDEX oidc_poging_vervalt ON oidc_poging (vervalt_op);

CREATE TABLE sessie (
    id {uuid} PRIMARY KEY,
    gebruiker_id {uuid} NOT NULL REFERENCES gebruiker (id),
    begonnen_op {moment} NOT NULL,
    -- moved on at most once a minute: the idle limit is counted from here
    actief_op {moment} NOT NULL,
    verloopt_op {moment} NOT NULL,
    -- the idle limit of the account's strictest role
    rust_seconden INTEGER NOT NULL,
    beeindigd_op {moment},
    -- when the second factor was last shown, and how many wrong codes came since
    factor_op {moment},
    factor_fouten INTEGER NOT NULL DEFAULT 0,
    -- where a session was begun, so that the account holder can recognise it
    toegangspunt TEXT NOT NULL,
    -- through which record system the session runs; absent when the person logged in directly
    machineclient_id {uuid} REFERENCES machineclient (id),
    -- how a session was begun: what its tokens say under amr
    inlogwijze TEXT NOT NULL
) {strict};
CREATE INDEX sessie_gebruiker ON sessie (gebruiker_id);
CREATE INDEX sessie_machineclient ON sessie (machineclient_id) WHERE machineclient_id IS NOT NULL;

-- one row per refresh token: single use, and reuse ends the session
CREATE TABLE verversing (
    hash {bytes} PRIMARY KEY,
    sessie_id {uuid} NOT NULL REFERENCES sessie (id),
    uitgegeven_op {moment} NOT NULL,
    gebruikt_op {moment}
) {strict};
CREATE INDEX verversing_sessie ON verversing (sessie_id);

-- a device on which somebody logged in before: guessing elsewhere does not lock it out
CREATE TABLE apparaat (
    hash {bytes} PRIMARY KEY,
    gebruiker_id {uuid} NOT NULL REFERENCES gebruiker (id),
    vervalt_op {moment} NOT NULL
) {strict};
CREATE INDEX apparaat_gebruiker ON apparaat (gebruiker_id);
CREATE INDEX apparaat_vervalt ON apparaat (vervalt_op);

-- ten codes for an account holder who has lost the second factor, each good for one login
CREATE TABLE herstelcode (
    hash {bytes} PRIMARY KEY,
    gebruiker_id {uuid} NOT NULL REFERENCES gebruiker (id),
    gebruikt_op {moment},
    wijziging {uuid}
) {strict};
CREATE INDEX herstelcode_gebruiker ON herstelcode (gebruiker_id);

-- a security key with which somebody logs in beside a password (WebAuthn)
CREATE TABLE beveiligingssleutel (
    id {uuid} PRIMARY KEY,
    gebruiker_id {uuid} NOT NULL REFERENCES gebruiker (id),
    -- what its owner calls it
    naam TEXT NOT NULL,
    -- the hash of the name that the key gave itself: none is registered twice
    kenmerk {bytes} NOT NULL UNIQUE,
    -- its public key and what it said of itself, sealed for this account
    sleutel {bytes} NOT NULL,
    -- the number of its last login; 0 before the first, or when it does not count
    teller {bigint} NOT NULL,
    toegevoegd_op {moment} NOT NULL,
    gebruikt_op {moment},
    wijziging {uuid}
) {strict};
CREATE INDEX beveiligingssleutel_gebruiker ON beveiligingssleutel (gebruiker_id);

-- what a key was asked to sign, good for one answer within five minutes
CREATE TABLE uitdaging (
    id {uuid} PRIMARY KEY,
    -- for what and for whom: a keyed hash, also of a name that nobody has
    voor {bytes} NOT NULL,
    toestand {bytes} NOT NULL,
    vervalt_op {moment} NOT NULL
) {strict};
CREATE INDEX uitdaging_vervalt ON uitdaging (vervalt_op);

-- what is to be sent to somebody and was not yet: the address and the text lie sealed, and the row goes once it is sent or of no use
CREATE TABLE post (
    id {uuid} PRIMARY KEY,
    soort TEXT NOT NULL,
    gebruiker_id {uuid} NOT NULL REFERENCES gebruiker (id),
    -- who hears of it when it could not be delivered
    vrager_id {uuid} NOT NULL REFERENCES gebruiker (id),
    brief {bytes} NOT NULL,
    -- from this moment on it is of no use to anybody
    tot {moment} NOT NULL,
    -- before this moment nobody takes it: somebody is at it, or it failed just now
    poging_op {moment} NOT NULL,
    pogingen INTEGER NOT NULL
) {strict};
CREATE INDEX post_poging ON post (poging_op);
CREATE INDEX post_tot ON post (tot);
CREATE INDEX post_gebruiker ON post (gebruiker_id);

-- how often something was tried within a stretch of time; the key is a keyed hash, never a name or an address
CREATE TABLE teller (
    soort TEXT NOT NULL,
    sleutel {bytes} NOT NULL,
    aantal INTEGER NOT NULL,
    -- before this moment the next try is refused unseen
    open_na {moment},
    -- from this moment on the row counts for nothing
    vervalt_op {moment} NOT NULL,
    -- of what was held back: whose account, when that was known, and the request of the first, which left a line
    gebruiker_id {uuid},
    verzoek_id {uuid},
    PRIMARY KEY (soort, sleutel)
) {strict_without_rowid};
CREATE INDEX teller_vervalt ON teller (vervalt_op);

-- what was done with an Idempotency-Key; the answer itself is not kept, and is made again from what may be seen by then
CREATE TABLE herhaling (
    gebruiker_id {uuid} NOT NULL REFERENCES gebruiker (id),
    sleutel TEXT NOT NULL,
    -- what was asked, under the key of the vault; NULL once the thing it was about has ended: then only the key is known as used
    verzoek {bytes},
    status INTEGER,
    locatie TEXT,
    soort TEXT,
    object_id {uuid},
    op {moment} NOT NULL,
    -- the request: its line in the logboek names the persons it was about; NULL once they are erased
    verzoek_id {uuid},
    PRIMARY KEY (gebruiker_id, sleutel)
) {strict_without_rowid};
CREATE INDEX herhaling_object ON herhaling (object_id) WHERE object_id IS NOT NULL;
CREATE INDEX herhaling_op ON herhaling (op);
