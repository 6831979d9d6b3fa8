//! What goes in comes out, and what cannot be is told.

use super::*;

#[test]
fn id_moment_and_word_go_in_and_come_out_equal() {
    for proef in op_beide() {
        let first = een_briefje();
        let second = Briefje {
            id: Id::from_uuid(uuid::Uuid::max()),
            ouder: Some(first.id),
            op: op(-1),
            gezien_op: Some(first.op),
            kleur: Woord(Kleur::Rood),
            ..first.clone()
        };
        let sent = (first.clone(), second.clone());
        let returned = proef.db.write_blocking(move |tx| {
            let first = diesel::insert_into(briefje::table)
                .values(&sent.0)
                .returning(columns_of::<Briefje>())
                .get_result::<Briefje>(tx)?;
            schrijf(tx, &sent.1)?;
            let again = diesel::insert_into(briefje::table).values(&sent.1).on_conflict_do_nothing();
            assert_eq!(Both(again).execute(tx)?, 0);
            Ok(first)
        });
        assert_eq!(returned.unwrap(), first);
        proef
            .db
            .read_blocking(move |tx| {
                let in_order = briefje::table.order(briefje::op.asc()).select(Briefje::as_select()).load(tx)?;
                assert_eq!(in_order, [second.clone(), first.clone()]);
                let found = briefje::table
                    .filter(briefje::id.eq_any([first.id, second.id]))
                    .filter(briefje::kleur.eq_any([Woord(Kleur::Rood)]))
                    .filter(briefje::ouder.eq(first.id))
                    .filter(briefje::op.lt(first.op).or(briefje::gezien_op.is_null()))
                    .select(briefje::id)
                    .load::<Id<Briefje>>(tx)?;
                assert_eq!(found, [second.id]);
                let none = briefje::table.filter(briefje::id.eq_any(Vec::<Id<Briefje>>::new())).count();
                assert_eq!(none.get_result::<i64>(tx)?, 0);
                let latest = briefje::table.select(diesel::dsl::max(briefje::op)).get_result::<Option<Moment>>(tx)?;
                assert_eq!(latest, Some(first.op));
                let union = briefje::table
                    .select(briefje::id)
                    .filter(briefje::kleur.eq(Woord(Kleur::Rood)))
                    .union(briefje::table.select(briefje::id).filter(briefje::ouder.is_null()));
                assert_eq!(Both(union).load::<Id<Briefje>>(tx)?.len(), 2);
                let raw = diesel::sql_query("SELECT count(*) AS n FROM briefje WHERE id = $1 AND op = $2")
                    .bind::<sql::Uuid, _>(first.id)
                    .bind::<sql::Moment, _>(first.op)
                    .get_result::<Telling>(tx)?;
                assert_eq!(raw.n, 1);
                Ok(())
            })
            .unwrap();
    }
}

#[derive(QueryableByName)]
struct Telling {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[test]
fn a_word_that_the_program_does_not_know_is_an_error() {
    for proef in op_beide() {
        proef
            .db
            .write_blocking(|tx| {
                schrijf(tx, &een_briefje())?;
                diesel::update(briefje::table).set(briefje::kleur.eq("paars")).execute(tx)?;
                Ok(())
            })
            .unwrap();
        let read = proef.db.read_blocking(|tx| Ok(briefje::table.select(briefje::kleur).first::<Woord<Kleur>>(tx)?));
        assert!(matches!(read, Err(Error::Database(DieselError::DeserializationError(_)))));
    }
}

#[test]
fn the_same_row_twice_is_a_unique_violation() {
    for proef in op_beide() {
        let briefje = een_briefje();
        let twice = proef.db.write_blocking(move |tx| {
            schrijf(tx, &briefje)?;
            let again = tx.transaction(|tx| schrijf(tx, &briefje));
            assert!(again.as_ref().is_err_and(Error::is_unique_violation));
            aantal(tx)
        });
        assert_eq!(twice.unwrap(), 1);
    }
}
