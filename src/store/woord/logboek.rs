//! The logboek. Its lines name persons by pseudonyms that lead to nobody once the client is erased, so they stay.

use super::tabel::{Tabel, van_niemand};

pub(super) const TABELLEN: &[Tabel] = &[
    van_niemand(
        "logregel",
        "id op gebeurtenis actie uitkomst handeling gebruiker_id rol organisatie_id sessie_id soort \
         object_id casus_id betrokkenen regel toestemming_id doel noodprocedure verzoek_id toegangspunt \
         machineclient_id schrijver volgnummer wijziging namens",
    ),
    van_niemand("logregel_wachtend", "logregel_id"),
    van_niemand("logregel_betrokkene", "pseudoniem logregel_id"),
    van_niemand("logblad", "nummer logregel_id"),
    van_niemand("logtegel", "niveau nummer hashes"),
    van_niemand("logkop", "id grootte"),
    van_niemand("logklok", "id vrij"),
    van_niemand("logcheckpoint", "grootte op nota"),
    van_niemand("loggetuigenis", "getuige grootte op nota"),
    van_niemand("logsnoei", "grens op zonder_schrijver"),
    van_niemand("logsnoei_schrijver", "grens schrijver van tot"),
    van_niemand("logsnoei_wijziging", "tag"),
    van_niemand("logwijziging", "id tag"),
];
