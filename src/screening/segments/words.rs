//! Words that tell a title, a firm or a school from other names, folded, in seven languages.

use crate::screening::phrases::phrases;

phrases! {
    /// Legal forms: they follow a firm's name, also after a comma.
    pub LEGAL_FORMS = "\
        inc | llc | llp | lp | ltd | limited | gmbh | mbh | ag | kg | kgaa | ohg | gbr | e.k | ek | ug | se | sa | sas \
        | sarl | srl | spa | s.p.a | s.a | s.a.s | s.a.r.l | s.r.l | s.l | sl | slu | s.l.u | s.n.c | snc | bv | b.v | nv \
        | n.v | vof | plc | corp | corporation | co | lda | ltda | unipessoal | aps | a/s | oy | oyj | ab | pty | pvt";
    /// Words that only names of firms and institutions end in or carry.
    pub FIRM_WORDS = "\
        holding | holdings | hospital | klinik | kliniken | klinikum | krankenhaus | hopital | hopitaux | ospedale | \
        ziekenhuis | nhs | university | universitat | universite | universidad | universita | universidade | \
        universiteit | college | academy | hotel | railways | airlines | ministry | council | foundation | stiftung | \
        bank | gruppe | groupe | grupo | gruppo | enterprises | industries | elementary | motors | stores | infirmary | \
        clinique | ehpad | chu | mairie | ministere | ayuntamiento | sparkasse | volksbank | hogeschool | seniorenzentrum | \
        seniorenheim | pflegeheim | stadtwerke | landratsamt | stadtverwaltung | lyceum | gymnasium | grundschule | \
        restaurante | ristorante | trattoria | osteria | brasserie | gasthof | gasthaus | hostal | supermercados | \
        construcciones | costruzioni | transportes | transports | trasporti | gebr | hermanos | fratelli | freres";
    /// Words that names of firms share with titles and departments.
    pub COMPANY_WORDS = "\
        company | group | trust | school | schule | institute | institut | instituto | istituto | agency | agentur | agence | \
        agencia | restaurant | bakery | backerei | boulangerie | panaderia | konditorei | patisserie | studio | studios | \
        partners | partner | associates | associes | asociados | associati | services | solutions | systems | technologies | \
        technology | tech | international | department | authority | labs | ventures | consulting | centre | center | centro | \
        zentrum | clinic | clinica | church | city | district | league | association | society | cafe | bar | kitchen | farm | \
        farms | dairy | dairies | estate | parks | nursery | surgery | pharmacy | apotheke | pharmacie | farmacia | apotheek | \
        garage | autohaus | cabinet | kanzlei | solicitors | logistics | logistik | logistica | logistique | spedition | media \
        | medien | verlag | energy | energie | energia | insurance | versicherung | assurances | seguros | works | werke | \
        werk | foods | mills | airport | flughafen | charity | verein | ecole | escuela | escola | scuola | lycee | liceo | \
        edil | bau | hochbau | tiefbau | maschinenbau | software | digital | capital | properties | immobilien | immobilier | \
        inmobiliaria | textil | textiles | pharma | biotech | automotive | aviation | shipping | reederei | steel | stahl | \
        metall | electric | elektro | power | water | telecom | networks | retail | market | markt | supermarket | brewery | \
        brauerei | winery | weingut | bodegas | cooperative | cooperativa | cooperative | coop | stichting | gemeente | \
        gemeinde | comune | junta | camara | kamer | zorggroep | scholengemeenschap | kindergarten | kita | kindertagesstatte \
        | creche | guarderia | museum | musee | museo | theatre | theater | orchestra | library | bibliothek | laboratories | \
        laboratory | gestoria | asesoria | consultoria | pasteleria | libreria | notaria | fundacion | asociacion | federacion | \
        peluqueria | carpinteria | cafeteria | lavanderia | panificadora | fabrica | talleres | taller | officina | bottega | \
        atelier | ateliers | maison | residence | residencia | hogar | werkstatt | druckerei | tischlerei | schreinerei | \
        metzgerei | gartnerei | praxis | pflegedienst | instruments | infrastructure | engineering | constructions | construction | builders | contractors";
    /// Last words of firms' names that would else sound like roles.
    pub FIRM_ENDS = "\
        builders | contractors | associates | partners | solicitors | services | solutions | systems | technologies | foods | \
        farms | bakers | butchers | engineers | architects | consultants | brothers | sons | accountants | group | holdings | trust | partner";
    pub SCHOOL_WORDS = "\
        university | universitat | universite | universidad | universita | universidade | universiteit | college \
        | school | schule | hochschule | fachhochschule | institute | institut | instituto | istituto | academy | academia \
        | akademie | academie | accademia | ecole | escuela | escola | scuola | lycee | liceo | gymnasium | polytechnic | \
        politecnico | polytechnique | politecnica | faculty | iut | iae | ifsi | cfa | ies | eth | epfl | mit | tu | fh | th | \
        berufsschule | realschule | gesamtschule | hauptschule | grundschule | mittelschule | berufskolleg | hogeschool | \
        conservatory | conservatoire | seminary | lyceum | roc | colegio | colaiste | facultad | faculdade | faculte | \
        handwerkskammer | ihk | conservatorio | kolleg | volkshochschule | abendschule";
    /// Nouns that a title begins with or ends in.
    pub TITLE_HEADS = "\
        manager | engineer | developer | assistant | officer | specialist | analyst | director | consultant | coordinator | \
        technician | supervisor | administrator | intern | trainee | teacher | nurse | clerk | lead | leader | head | \
        president | executive | associate | advisor | adviser | representative | worker | operator | designer | planner | \
        chef | cook | driver | editor | writer | accountant | bookkeeper | auditor | controller | architect | scientist | \
        researcher | lecturer | professor | tutor | instructor | trainer | coach | counselor | counsellor | therapist | \
        physiotherapist | pharmacist | physician | surgeon | doctor | dentist | midwife | carer | caregiver | caretaker | \
        cleaner | housekeeper | receptionist | secretary | cashier | salesperson | salesman | buyer | broker | realtor | \
        recruiter | generalist | strategist | marketer | copywriter | journalist | reporter | translator | interpreter | \
        photographer | illustrator | animator | artist | musician | producer | barista | bartender | waiter | waitress | \
        server | baker | butcher | confectioner | patissier | sommelier | gardener | landscaper | farmer | herdsman | \
        shepherd | milker | electrician | plumber | carpenter | joiner | welder | fitter | machinist | mechanic | bricklayer \
        | mason | roofer | painter | plasterer | scaffolder | foreman | forewoman | labourer | laborer | builder | surveyor | \
        inspector | estimator | draughtsman | drafter | pilot | steward | stewardess | dispatcher | courier | picker | packer \
        | storekeeper | guard | firefighter | paramedic | lawyer | solicitor | barrister | paralegal | attorney | notary | \
        librarian | archivist | curator | founder | cofounder | owner | principal | ceo | cto | cfo | coo | cio | vp | \
        volunteer | apprentice | fellow | postdoc | programmer | tester | babysitter | nanny | aide | hostess | merchandiser | \
        scheduler | expediter | porter | orderly | phlebotomist | radiographer | optician | hygienist | stylist | hairdresser \
        | beautician | lifeguard | superintendent | underwriter | actuary | economist | statistician | chemist | biologist | \
        geologist | physicist | psychologist | freelancer | proofreader | facilitator | mentor | dean | matron | sister | \
        leitung | leiter | leiterin | techniker | berater | beraterin | praktikant | praktikantin | praktikum | werkstudent | \
        werkstudentin | auszubildende | auszubildender | ausbildung | aushilfe | volontar | volontarin | fachkraft | koch | \
        kochin | arzt | arztin | inhaber | inhaberin | polier | referent | referentin | disponent | disponentin | lagerist | \
        lageristin | konditor | konditorin | geselle | gesellin | vorstand | \
        responsable | directeur | directrice | cheffe | ingenieur | ingenieure | technicien | technicienne | assistante | \
        charge | chargee | gestionnaire | comptable | infirmier | infirmiere | aide-soignant | aide-soignante | conseiller | \
        conseillere | vendeur | vendeuse | consultante | developpeur | developpeuse | analyste | coordinateur | coordinatrice \
        | animateur | animatrice | professeur | professeure | enseignant | enseignante | formateur | formatrice | educateur | \
        educatrice | medecin | pharmacien | pharmacienne | avocat | avocate | juriste | secretaire | receptionniste | hote | \
        hotesse | serveur | serveuse | cuisinier | cuisiniere | patissiere | boulanger | boulangere | boucher | commis | \
        plombier | electricien | macon | menuisier | charpentier | peintre | soudeur | mecanicien | conducteur | conductrice | \
        chauffeur | livreur | magasinier | cariste | preparateur | preparatrice | agent | agente | ouvrier | ouvriere | \
        operateur | operatrice | manutentionnaire | jardinier | paysagiste | stagiaire | apprenti | apprentie | alternant | \
        alternante | stage | collaborateur | collaboratrice | adjoint | adjointe | auxiliaire | gerant | gerante | graphiste | \
        redacteur | redactrice | journaliste | traducteur | traductrice | photographe | architecte | dessinateur | geometre | \
        contremaitre | attache | attachee | juge | kinesitherapeute | sage-femme | puericultrice | caissier | caissiere | \
        jefe | jefa | directora | gerente | ingeniero | ingeniera | tecnico | tecnica | auxiliar | ayudante | asistente | \
        encargado | encargada | operario | operaria | oficial | peon | conductor | conductora | repartidor | mozo | camarero | \
        camarera | cocinero | cocinera | profesor | profesora | maestro | maestra | docente | monitor | monitora | educador | \
        educadora | enfermero | enfermera | medico | medica | farmaceutico | fisioterapeuta | abogado | abogada | contable | \
        administrativo | administrativa | recepcionista | secretario | secretaria | comercial | vendedor | vendedora | \
        dependiente | dependienta | cajero | cajera | consultor | consultora | analista | programador | programadora | \
        desarrollador | desarrolladora | disenador | disenadora | arquitecto | arquitecta | albanil | electricista | fontanero \
        | carpintero | soldador | mecanico | pintor | jardinero | limpiador | limpiadora | becario | becaria | aprendiz | socio \
        | socia | coordinador | coordinadora | supervisora | capataz | subdirector | subdirectora | \
        chefe | gestor | gestora | diretor | diretora | engenheiro | engenheira | assistente | ajudante | motorista | estafeta \
        | operador | operadora | encarregado | encarregada | professora | enfermeiro | enfermeira | advogado | advogada | \
        contabilista | rececionista | empregado | empregada | cozinheiro | cozinheira | pasteleiro | padeiro | arquiteto | \
        pedreiro | eletricista | canalizador | carpinteiro | serralheiro | jardineiro | estagiario | estagiaria | coordenador \
        | coordenadora | responsavel | \
        responsabile | direttore | direttrice | capo | capocantiere | capoturno | caporeparto | ingegnere | addetto | addetta | \
        impiegato | impiegata | aiuto | operaio | operaia | operatore | operatrice | autista | magazziniere | cameriere | \
        cameriera | cuoco | cuoca | pasticcere | pasticcera | panettiere | commesso | commessa | insegnante | educatore | \
        infermiere | infermiera | farmacista | fisioterapista | avvocato | contabile | ragioniere | segretaria | segretario | \
        consulente | programmatore | sviluppatore | progettista | architetto | geometra | muratore | idraulico | falegname | \
        saldatore | meccanico | manutentore | giardiniere | stagista | tirocinante | apprendista | coordinatore | venditore | \
        venditrice | barman | \
        medewerker | medewerkster | verpleegkundige | verzorgende | docent | leraar | lerares | leerkracht | monteur | technicus \
        | adviseur | beheerder | ontwikkelaar | leider | hoofd | kok | bakker | slager | ober | serveerster | verkoper | \
        verkoopster | boekhouder | jurist | advocaat | arts | apotheker | fysiotherapeut | begeleider | onderwijzer | \
        magazijnier | orderpicker | timmerman | loodgieter | elektricien | metselaar | schilder | lasser | hovenier | tuinman | \
        schoonmaker | secretaresse | stagiair | leerling | vrijwilliger | eigenaar | oprichter | tekenaar | vormgever | \
        redacteur | vertaler | assistent | assistente";
    /// Ends of German and Dutch words that name who does the work.
    pub TITLE_ENDS = "\
        leiter | leiterin | leitung | ingenieur | ingenieurin | techniker | technikerin | berater | beraterin | fachkraft | \
        kaufmann | kauffrau | meister | meisterin | pfleger | pflegerin | schwester | arbeiter | arbeiterin | entwickler | \
        entwicklerin | assistent | assistentin | helfer | helferin | fuhrer | fuhrerin | fahrer | fahrerin | lehrer | lehrerin \
        | monteur | monteurin | mechaniker | mechanikerin | mechatroniker | elektroniker | installateur | verkaufer | \
        verkauferin | bearbeiter | bearbeiterin | manager | managerin | redakteur | redakteurin | gestalter | gestalterin | \
        planer | planerin | zeichner | zeichnerin | erzieher | erzieherin | therapeut | therapeutin | arztin | anwalt | \
        anwaltin | prufer | pruferin | buchhalter | buchhalterin | schlosser | schlosserin | tischler | tischlerin | maurer | \
        maler | malerin | decker | gartner | gartnerin | friseur | friseurin | kellner | kellnerin | mitarbeiter | \
        mitarbeiterin | spezialist | spezialistin | koordinator | koordinatorin | bereiter | backer | backerin | fachmann | \
        fachfrau | angestellte | angestellter | wirt | wirtin | \
        medewerker | medewerkster | kundige | docent | leraar | adviseur | beheerder | ontwikkelaar | leider | begeleider | \
        chauffeur | verkoper | monteur | assistente";
}

/// Whether a segment begins with or ends in a noun for who does the work.
pub fn names_a_role(folded: &str) -> bool {
    let bare = folded.split(" (").next().unwrap_or(folded).trim_matches(|c: char| !c.is_alphanumeric());
    let mut words = bare.split([' ', ',', '/', '|', ':']).filter(|w| !w.is_empty());
    let first = words.next().unwrap_or_default();
    let last = words.next_back().unwrap_or(first);
    let second = bare.split(' ').nth(1).unwrap_or_default();
    let is_role = |word: &str| {
        let plain = word.split('\'').next_back().unwrap_or(word).trim_end_matches("in.").trim_end_matches('.');
        TITLE_HEADS.has(plain)
            || TITLE_HEADS.has(word)
            || TITLE_ENDS.iter().any(|end| word.len() > end.len() + 2 && word.ends_with(end))
    };
    let graded = matches!(
        first,
        "senior"
            | "junior"
            | "stellv"
            | "stellvertretende"
            | "stellvertretender"
            | "leitende"
            | "leitender"
            | "sous"
            | "vice"
            | "premier"
            | "premiere"
            | "segundo"
            | "segunda"
            | "primer"
            | "hulp"
            | "assistant"
            | "deputy"
            | "dipl"
            | "gepr"
            | "staatl"
            | "examinierte"
            | "examinierter"
            | "gelernter"
            | "stv"
    );
    // "Graduate engineer, railway systems", "Head of payroll", "Leiter im Einkauf": the noun stands before what follows.
    let core = [", ", " for ", " of ", " in ", " fur ", " im ", " de ", " und "]
        .iter()
        .filter_map(|link| bare.find(link))
        .min()
        .map_or("", |at| bare[..at].rsplit(' ').next().unwrap_or_default());
    is_role(first) || is_role(last) || is_role(core) || (graded && is_role(second))
}

/// Ends that many nouns for people share: "Gardener", "Herdsman", "Dresseuse". A hint, no proof.
pub fn may_name_a_role(folded: &str) -> bool {
    const ENDS: [&str; 17] = [
        "er", "or", "ist", "ian", "man", "eur", "euse", "ier", "iere", "iste", "ero", "era", "dor", "dora", "tore",
        "trice", "ster",
    ];
    let bare = folded.split(" (").next().unwrap_or(folded);
    let words = bare.split(' ').count();
    let fits = |word: &str| word.len() >= 6 && ENDS.iter().any(|end| word.ends_with(end));
    words <= 4 && (bare.split(' ').next().is_some_and(fits) || bare.rsplit(' ').next().is_some_and(fits))
}
