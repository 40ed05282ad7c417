import Foundation
import TestSupport

@testable import TrainingCentre

extension RoundTripTests {
    /// A moment until which a seat may be held.
    private static let offerEnds = Date(
        timeIntervalSince1970: Date().timeIntervalSince1970.rounded() + 1_000_000
    ).rfc3339

    private static let yesterday = String(
        Date(timeIntervalSince1970: Date().timeIntervalSince1970 - 86_400).rfc3339.prefix(10)
    )

    /// What the demonstration does not have, and what spreadsheets and separators might spoil.
    static let more: [(noun: ImportedNoun, text: String)] = [
        (
            .organisations,
            """
            code,name_sr_latn,name_en,kind,lsg_code,aliases
            CUDNA,"=1+1; ""navodnici"", zarez","Odd | name",other,70726,"drugo ime|ђ"
            DUPLA,Dvaput upisana,Entered twice,other,,
            """
        ),
        (.people, "email,name\nsam@a.example,Ђура Џин Њу\ntara@a.example,Tara Tren\n"),
        (.people, "email,name\ntara.tren@a.example,Tara Tren\n"),
        (
            .people,
            """
            email,name,nominated_email
            n0123456789abcdef0123456789abcdef@unconfirmed.invalid,Mira Mirić,mira@a.example
            """
        ),
        (.rooms, "code,name_sr_latn,venue_code,capacity\nSALA,Velika sala,TC-PLANDISTE,30\n"),
        (
            .questionnaires,
            """
            code,kind,title_sr_latn,question_kind,required,text_sr_latn,options_sr_latn
            UTISAK,reaction,Utisak,scale,da,Koliko je korisno?,
            UTISAK,reaction,Utisak,choice,ne,"Šta, najviše?",Predavanja|Vežbe
            """
        ),
        (.targetGroups, "code,name_sr_latn,name_en\nvolonteri,volonteri,volunteers\n"),
        (
            .courseVersions,
            """
            course_code,eqf_level,outcomes_sr_latn,languages,experience_months
            RANJIVI,5,Prvi ishod|Drugi ishod,sr|en,6
            """
        ),
        (
            .courseVersions,
            """
            course_code,number,year,minimum_attendance_percent,target_groups,prerequisite_courses,\
            prerequisites_sr_cyrl,prerequisites_sr_latn,prerequisites_en,outcomes_sr_cyrl,\
            outcomes_sr_latn,outcomes_en,authors,requires_evaluation,\
            assessments_code,assessments_kind,assessments_title_sr_latn,assessments_weight,\
            assessments_pass_mark_percent,questionnaires_code,questionnaires_after_months,\
            questionnaires_open_days,published_on
            AZIL,3,2024,90,volonteri,,,,,,,,,ne,,,,,,UTISAK,1,20,
            AZIL,1,2019,70,other,LAP,Знање језика,Znanje jezika,Language,Први|Други,\
            Prvi|Drugi,First|Second,KIRS,da,pre|final,pre|final,\
            "Ulazni|Završni, uživo",0|100,none|55,,,,2019-05-06
            AZIL,2,2021,75,volonteri|other,POVRATAK,,,,Трећи,Treći,Third,,ne,final,final,Završni,\
            100,none,UTISAK,0,30,2021-02-03
            """
        ),
        (
            .modules,
            """
            code,title_sr_cyrl,title_sr_latn,title_en,kind,hours
            POV-M1,Основе,Osnove,"Basics, and more",scorm-1.2,2.5
            POV-M2,Примери,Primeri,Examples,external,
            """
        ),
        (
            .courseVersions,
            "course_code,modules,required_modules\nPOVRATAK,POV-M2|POV-M1,POV-M1\n"
        ),
        (.courseTags, "course_code,tags\nAZIL,TRAFFICKING|REFUGEES\n"),
        (
            .courseAccreditations,
            """
            course_code,number,register_number,accredited_on,starts_on,ends_on,body_sr_latn
            AZIL,1,152-02-1/2019,2019-06-01,2019-06-15,2024-06-15,Nacionalna akademija
            """
        ),
        (
            .courseAssessments,
            """
            course_code,position,code,kind,title_sr_latn,weight,pass_mark_percent,required,counts
            POVRATAK,2,vezba,practical,"Vežba, uživo",40,50,true,best
            POVRATAK,1,pre,pre,Ulazni test,,,,
            """
        ),
        (.qualifyingCourses, "course_code,qualifies_for\nPOVRATAK,LAP\nPOVRATAK,AZIL\n"),
        (
            .programmes,
            "code,title_sr_latn,kind,course_order,courses\nTOT,Obuka,programme,enforced,LAP|AZIL\n"
        ),
        (.programmes, "code,title_sr_latn,kind,courses\nTTT,Treneri,training-of-trainers,LAP\n"),
        (
            .experiences,
            """
            course_code,email,months,basis,recognised_on
            RANJIVI,sam@a.example,9,dopis,2021-03-04
            """
        ),
        (.qualifyingProgrammes, "programme_code,qualifies_for\nTTT,AZIL\n"),
        (.fields, "code,title_sr_latn,courses\nMIG,Migracije,LAP|AZIL\n"),
        (
            .handbooks,
            """
            code,title_sr_latn,project_code,courses,superseded_by
            STARI,Stari vodič,,,VODIC
            VODIC,Vodič,SDC-CAP,LAP|AZIL,
            """
        ),
        (
            .handbookEditions,
            """
            code,handbook_code,language_tag,version_label,year,licence,superseded_by
            VODIC-1,VODIC,en,1,2023,CC-BY-4.0,VODIC-EN
            VODIC-EN,VODIC,en,2,2024,CC-BY-4.0,
            """
        ),
        (
            .activityParticipants,
            """
            activity_code,email,function,employment,is_presenter
            GRUZIJA-2024,sam@a.example,savetnik,engaged,true
            """
        ),
        (
            .qualifications,
            "email,course_code,basis,qualified_on\nsam@a.example,LAP,rad,2020-01-02\n"
        ),
        (
            .trainers,
            "email,name,courses,fields,bio_sr_latn\ntara@a.example,Tara Tren,LAP,MIG,Predaje.\n"
        ),
        (
            .cohorts,
            """
            cohort_code,course_code,starts_on,ends_on,venue,capacity
            BUDUCA,LAP,2099-03-01,2099-03-02,Vršac,20
            STANJA,POVRATAK,2024-02-05,2024-02-06,Vršac,2
            OTKAZANA,POVRATAK,2024-05-01,2024-05-02,Vršac,2
            """
        ),
        (
            .cohorts,
            "cohort_code,course_code,course_version,starts_on,ends_on,venue,capacity\n"
                + "STARA,AZIL,1,2099-04-01,2099-04-02,Vršac,5\n"
        ),
        (.cohortOverbookings, "cohort_code,overbooked\nSTANJA,1\n"),
        (.seatRules, "cohort_code,has_waiting_list,offer_hours\nBUDUCA,true,48\n"),
        (
            .cohortAssessments,
            "cohort_code,code,kind,title_sr_latn,weight\nBUDUCA,final,final,Završni,100\n"
        ),
        (.cohortTrainers, "cohort_code,email\nBUDUCA,tara@a.example\n"),
        (
            .sessions,
            """
            cohort_code,held_on,begins,ends,hours,room,trainers
            BUDUCA,2099-03-01,09:00,12:00,3,SALA,tara@a.example
            BUDUCA,2099-03-01,13:00,16:30,3.5,SALA,
            """
        ),
        (
            .enrolments,
            """
            cohort_code,email,name,lsg_code,status
            BUDUCA,sam@a.example,Ђура Џин Њу,80349,confirmed
            """
        ),
        (
            .enrolments,
            """
            cohort_code,email,name,lsg_code,organisation_code,status,withdrawn_on,held_seat,\
            offer_ends_at,queue_place
            STANJA,a@s.example,Ana Prva,80128,KIRS,confirmed,,,,
            STANJA,b@s.example,Ana Druga,80128,,no-show,,,,
            STANJA,c@s.example,Ana Treća,80128,,waiting,,,,2
            STANJA,d@s.example,Ana Četvrta,80128,KIRS,waiting,,,,1
            STANJA,e@s.example,Ana Peta,70106,,offered,,,\(offerEnds),
            STANJA,f@s.example,Ana Šesta,80128,,applied,,,,
            STANJA,g@s.example,Ana Sedma,80128,KIRS,endorsed,,,,
            STANJA,h@s.example,Ana Osma,80128,,declined,,,,
            STANJA,i@s.example,Ana Deveta,80128,,lapsed,,,,
            STANJA,j@s.example,Ana Deseta,80128,,withdrawn,2024-02-03,true,,
            STANJA,k@s.example,Ana Zadnja,80128,,withdrawn,2024-02-04,false,,
            STANJA,l@s.example,Ana Zaista,80128,,confirmed,,,,
            STANJA,m@s.example,Ana Odlazi,80128,,withdrawn,2024-02-05,true,,
            """
        ),
        (
            .sessions,
            """
            cohort_code,held_on,begins,ends,hours,room,trainers
            STANJA,2024-02-05,09:00,12:00,3,,
            STANJA,2024-02-06,09:00,12:00,3,,
            """
        ),
        // Of somebody who left in the middle, and of somebody who never came.
        (
            .attendance,
            """
            cohort_code,session_date,email,mark
            STANJA,2024-02-05,m@s.example,present
            STANJA,2024-02-06,m@s.example,absent
            STANJA,2024-02-05,b@s.example,absent
            """
        ),
        (
            .results,
            """
            cohort_code,email,assessment,score_percent
            STANJA,m@s.example,pre,41.5
            STANJA,b@s.example,pre,12
            """
        ),
        (
            .assessmentExemptions,
            "cohort_code,email,assessment,evidence\nBUDUCA,sam@a.example,final,diploma iz 2020\n"
        ),
        (
            .moduleCompletions,
            """
            cohort_code,email,module,completed_on,score_percent,source,evidence
            STANJA,a@s.example,POV-M1,2024-01-30,87.5,here,
            STANJA,a@s.example,POV-M2,2019-05-06,,elsewhere,"potvrda, br. 7"
            STANJA,l@s.example,POV-M2,2024-02-01,,elsewhere,potvrda br. 8
            """
        ),
        (.cohortEditions, "cohort_code,edition_code\nSTANJA,VODIC-1\nSTANJA,VODIC-EN\n"),
        (
            .editionAcknowledgements,
            """
            cohort_code,email,edition_code,acknowledged_on
            STANJA,a@s.example,VODIC-EN,2024-02-04
            STANJA,l@s.example,VODIC-1,2024-02-05
            """
        ),
        (.seatQuotas, "cohort_code,organisation,seats,name_until_on\nBUDUCA,KIRS,3,2099-01-31\n"),
        (
            .evaluations,
            """
            cohort_code,questionnaire,opens_on,closes_on,required
            STANJA,UTISAK,2099-05-02,2099-06-02,true
            LAP-2023-01,UTISAK,\(yesterday),2099-06-02,false
            """
        ),
        (
            .cohortStates,
            """
            cohort_code,state,ended_on
            LAP-2023-01,closed,
            OTKAZANA,cancelled,2024-04-20
            STANJA,confirmed,
            BUDUCA,published,
            """
        ),
        (.trainerEvidence, "email,kind,title,place\ntara@a.example,cv,Biografija,arhiva 7\n"),
        (
            .trainerDecisions,
            """
            email,state,decided_on,number,reason
            tara@a.example,under-review,2024-01-02,,
            tara@a.example,accepted,2024-01-05,7/2024,
            tara@a.example,withdrawn,2024-06-01,,druge obaveze
            """
        ),
        (
            .candidacies,
            """
            email,course_code,field_code,deadline_on
            sam@a.example,LAP,,2020-12-31
            tara@a.example,,MIG,2099-01-01
            tara@a.example,AZIL,,2021-01-01
            """
        ),
        (
            .candidacyVerdicts,
            """
            email,course_code,field_code,deadline_on,stage,verdict,examiner,examined_on,note
            sam@a.example,LAP,,2020-12-31,tot-passed,pass,,2020-02-01,
            sam@a.example,LAP,,2020-12-31,practice-observed,fail,tara@a.example,2020-03-01,bez plana
            sam@a.example,LAP,,2020-12-31,practice-observed,pass,tara@a.example,2020-04-01,
            sam@a.example,LAP,,2020-12-31,assessed,pass,tara@a.example,2020-05-01,
            sam@a.example,LAP,,2020-12-31,verified,pass,a@s.example,2020-06-01,
            tara@a.example,AZIL,,2021-01-01,assessed,asked-to-repeat,sam@a.example,2020-10-01,
            """
        ),
        (
            .accreditations,
            """
            email,course_code,field_code,starts_on,ends_on,basis,renews_starts_on,\
            candidacy_deadline_on
            sam@a.example,LAP,,2020-07-01,2022-06-30,"Odluka 7, direktor",,2020-12-31
            sam@a.example,LAP,,2022-07-01,2099-06-30,obnova,2020-07-01,
            tara@a.example,,MIG,2023-01-01,2023-12-31,raniji rad,,
            """
        ),
        (
            .candidacyEnds,
            "email,course_code,deadline_on,ended_on\ntara@a.example,AZIL,2021-01-01,2020-11-11\n"
        ),
        (
            .accreditationSuspensions,
            """
            email,course_code,starts_on,is_suspended,effective_on,reason
            sam@a.example,LAP,2022-07-01,true,2023-05-01,prigovor polaznika
            sam@a.example,LAP,2022-07-01,false,2023-06-01,prigovor odbijen
            sam@a.example,LAP,2022-07-01,true,2024-03-01,provera
            """
        ),
        (
            .interests,
            """
            course_code,email,organisation,people_count,note
            AZIL,tara@a.example,,,posle leta
            AZIL,,KIRS,12,
            AZIL,sam@a.example,,,
            """
        ),
        (
            .merges,
            """
            noun,merged,into,reason
            person,tara.tren@a.example,tara@a.example,ista osoba
            organisation,DUPLA,CUDNA,"upisana dvaput, greškom"
            """
        ),
    ]

    /// Of certificates that are issued in every centre anew.
    static let handedOut: [(noun: ImportedNoun, text: String)] = [
        (
            .activities,
            "code,kind,title_sr_latn,starts_on\nDODELA,award-ceremony,Dodela,2024-06-01\n"
        ),
        (
            .activityBatches,
            "activity_code,cohort_code,kind,batch\nDODELA,LAP-2023-01,completion,1\n"
        ),
        (
            .certificateCeremonies,
            "cohort_code,kind,batch,on,place\nLAP-2023-01,completion,1,2099-06-01,Beograd\n"
        ),
    ]
}
