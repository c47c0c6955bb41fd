"""What a question asks of the programme (`request`), from when (`when`) and who (`who`) it says; how sessions read (`card`, `listing`)."""
