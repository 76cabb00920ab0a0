mod prop;
mod vectors;
