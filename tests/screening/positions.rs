//! Positions that the samples are screened for.

pub const RAIL: &str = "\
# Senior Rail Project Manager

Location: Leeds

## About us
We build railways with 400 colleagues and a good canteen.

## Your role
- Lead resignalling projects from tender to handback
- Report to the programme director

## Requirements
- 10+ years of rail project management
- Experience with ETCS and possession planning
- Degree in civil engineering, electrical engineering or a related field
- PRINCE2 or PMP
- Experience leading teams of at least 10 people
- Fluent English; German B1 is a plus

## Nice to have
- Primavera P6
- NEC contracts

## Benefits
- 28 days of holiday and a pension
";

pub const PASTRY: &str = "\
Pastry Chef

Must have
- 5 years' experience as a pastry chef
- Viennoiserie and chocolate work
- HACCP
- Vocational training as a pastry chef
Nice to have
- French
- Experience in hotels
";

pub const RUST: &str = "\
Backend engineer (Rust)

What you bring
- 3+ years of Rust
- Kubernetes and Terraform
- Kafka, NATS or similar
- BSc in computer science or equivalent experience
- English C1
";

pub const LIST: &str = "\
must: Registered nurse
5 years of acute care
Leading a ward team
BSc Nursing
nice: ILS or ALS
";
