//! Evaluations that come onto an agenda.

use super::*;

#[test]
fn een_gemiste_evaluatie_staat_vanzelf_op_de_agenda_zolang_zij_toestemming_geeft() {
    for proef in Proef::op_beide() {
        let id = proef.gebruiker("voorzitter", Rol::Voorzitter, "hash");
        let (gemist, zonder) =
            (geval(&proef, id, CasusStatus::SteunOpMaat, None), geval(&proef, id, CasusStatus::SteunOpMaat, None));
        trek_in(&proef, zonder.toestemming);
        for geval in [gemist, zonder] {
            proef.doe(move |tx| {
                diesel::update(casus::table.find(geval.casus))
                    .set(casus::evaluatie_op.eq(na_dagen(1).dag()))
                    .execute(tx)?;
                Ok(())
            });
        }
        let tafel = plan(&proef, &voorzitter(id, nu()), na_dagen(7));
        assert_eq!(gezien(&proef, &voorzitter(id, na_dagen(1)), tafel.id), (0, vec![]));
        let later = voorzitter(id, na_dagen(2));
        assert_eq!(gezien(&proef, &later, tafel.id), (0, vec![gemist.casus]));
        plan(&proef, &later, na_dagen(14));
        let wacht = proef.doe(|tx| agenda::te_bespreken(tx, HEERLEN, na_dagen(2).dag()));
        assert!(wacht.is_empty());
    }
}

#[test]
fn een_opgeschaalde_evaluatie_komt_op_de_eerstvolgende_agenda() {
    for proef in Proef::op_beide() {
        let id = proef.gebruiker("voorzitter", Rol::Voorzitter, "hash");
        let actor = voorzitter(id, nu());
        let geval = geval(&proef, id, CasusStatus::Knooppunt, Some(Doorgeleidingstatus::Aanvaard));
        let eerste = plan(&proef, &actor, nu());
        let punt = agendeer(&proef, &actor, eerste.id, geval.casus).unwrap();
        spreek_af(&proef, &actor, punt, Some(Oordeel::Akkoord));
        houd(&proef, &actor, eerste.id);
        stel_vast(&proef, &actor, eerste.id).unwrap();
        let later = voorzitter(id, na_dagen(5));
        let (kluis, wie) = (proef.kluis.clone(), later.clone());
        let casus = proef.doe(move |tx| {
            let gezocht = casussen::find(tx, &wie, geval.casus)?;
            let mag = permit(&wie, CasusEvalueren, gezocht)?.narrow::<InSteun>()?;
            let begonnen = bewaar(tx, tools(&kluis, None, None), mag.begin_evaluatie())?.evaluatie;
            let gezocht = crate::store::evaluatie::find_casus(tx, &wie, begonnen.id)?;
            let mag = permit(&wie, CasusEvalueren, gezocht)?.narrow::<InEvaluatie>()?;
            let afronding = Afronding { uitkomst: Uitkomst::Opgeschaald, samen_met_ouders: true };
            let volgende = Some(na_dagen(60).dag());
            let besluit = mag.rond_af(&begonnen, afronding, volgende, agenda::mag_besproken(tx, geval.casus)?)?;
            let sleutel = sleutel(tx, &kluis, geval.casus)?;
            let Geevalueerd { casus, evaluatie: afgerond } =
                bewaar(tx, tools(&kluis, Some(&sleutel), Some("Meer")), besluit)?;
            let opnieuw = crate::store::evaluatie::get(tx, begonnen.id)?;
            assert_eq!(opnieuw.afronding, afgerond.afronding);
            Ok(casus)
        });
        assert_eq!((casus.status, casus.evaluatie_op), (CasusStatus::SteunOpMaat, Some(na_dagen(60).dag())));
        let tweede = plan(&proef, &later, na_dagen(14));
        let wie = later.clone();
        let punten = proef.doe(move |tx| agendapunt::van_bijeenkomst(tx, &wie, tweede.id));
        assert_eq!(punten.iter().map(|punt| punt.casus).collect::<Vec<_>>(), [geval.casus]);
    }
}
